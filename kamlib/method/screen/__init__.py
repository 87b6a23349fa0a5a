"""The screen: who may be key for the company, and why. Six tests with three answers [seed003]_."""

from kamlib.method.screen.growth import promising
from kamlib.method.screen.loyalty import loyal
from kamlib.method.screen.nominated import TESTS, screen
from kamlib.method.screen.size import large
