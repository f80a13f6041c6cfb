"""The trainers' room: every conversation turn by turn, with what was read and why each step was taken."""
