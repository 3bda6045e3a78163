"""The pages of background work: what runs and ran, one run, starting a program."""
