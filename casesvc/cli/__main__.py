"""``python -m casesvc.cli``: the same as the command ``casesvc``."""

from casesvc.cli import main

if __name__ == "__main__":
    main(prog_name="casesvc")
