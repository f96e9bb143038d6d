"""Reminders without a program that runs: a file for a calendar, timers of the machine."""
