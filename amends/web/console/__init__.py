"""The agents' room: the queue of waiting customers, the briefing, and the conversation itself."""
