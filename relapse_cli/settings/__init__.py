"""What a service or a user has configured: emergency profiles and the environment."""
