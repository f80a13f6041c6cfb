"""The Rasa side of Amends: policy, wording, channel and carried state, thin wrappers around pure rooms."""
