"""Arrow-key prompts: the only rooms that know questionary and prompt_toolkit."""
