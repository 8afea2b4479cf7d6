"""The only reader of `.env` and of the process environment."""

from config.faults import BadSettings, Fault
from config.load import load_settings
from config.settings import Settings

__all__ = ["BadSettings", "Fault", "Settings", "load_settings"]
