"""Understanding turns a customer's text into meaning: intents, frustration, signals, entities and acts."""
