"""What programs read: JSON and calendars."""
