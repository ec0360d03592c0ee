"""`python -m ujuzi` is `ujuzi`."""

from ujuzi.cli import main

if __name__ == "__main__":
    main()
