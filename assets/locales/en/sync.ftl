# Sync, receipts, and what was changed on both sides.
