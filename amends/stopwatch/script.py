"""What is said during a measurement: our ten-turn complaint, and ten messages that the stock bot knows."""

COMPLAINT = (
    "My parcel is a week late and nobody tells me anything.",
    "The order number is A-1001.",
    "Yes, that is right.",
    "How long does a delivery usually take?",
    "It was meant to be a birthday present for my sister.",
    "Is there any news?",
    "What is your policy on late parcels?",
    "I have been waiting for so long.",
    "Am I talking to a robot?",
    "Thanks, I will wait for that.",
)

# Shorter than ours and without any action: what `rasa init` makes is measured at its best.
SMALL_TALK = (
    "hello",
    "I am sad",
    "yes",
    "are you a bot?",
    "bye",
    "hey there",
    "I feel wonderful today",
    "are you a human?",
    "hi",
    "goodbye",
)
