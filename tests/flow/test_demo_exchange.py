"""What `./dev demo` shows of the exchange is what must be: it says so itself where it is not."""

import unittest

from binary import Workplace
from demo_exchange import demo


class DemoTest(unittest.TestCase):
    def test_every_question_gets_what_it_must_and_every_log_verifies(self):
        with Workplace() as place:
            self.assertEqual(demo(place.path / "demo", 400), 0)


if __name__ == "__main__":
    unittest.main()
