"""Accounts of staff: invitations, forgotten passwords and lost second factors. Nobody chooses the password of somebody else."""
