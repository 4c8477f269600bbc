"""What `relapse doctor` looks at."""
