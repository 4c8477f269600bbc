"""What happens to the store when something breaks: each test here has a control that must break."""
