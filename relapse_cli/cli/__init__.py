"""The command line: parse, call one use case, print; and the one error boundary."""
