# The command table: command-ID is what a command is called (footer, palette, help).
