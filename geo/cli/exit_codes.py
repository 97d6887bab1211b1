"""What the exit codes of the commands mean."""

EXIT_DIFFERENCES = 1
EXIT_BAD_INPUT = 2
EXIT_STOPPED = 130  # the shells' exit code for Ctrl-C
EXIT_CODES = """exit codes:
  0    done, or a server or kiosk that was closed
  1    `check` found faults in the sources, or differences from the plan's text
  2    wrong options, input that cannot be used, or a result that cannot be written
  130  stopped with Ctrl+C; nothing was written"""
