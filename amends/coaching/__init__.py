"""Coaching: compares how turns went with how they could have gone, in plain words."""
