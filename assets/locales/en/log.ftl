# The log line.
