"""A computer of the campus in its real windows, and somebody who exchanges with a hub from it."""

from __future__ import annotations

from journeys.study import Teacher
from ujuzi.services.delivery.delivery import DeliveryStanding
from ujuzi.ui.delivery.sync_page import SyncPage
from ujuzi.ui.door.sign_in import SignInPage


class Desktop(Teacher):
    """Somebody at a computer of the campus: signs in, registers it, sends."""

    def sign_in(self, name: str, pin: str) -> None:
        page = self.page
        assert isinstance(page, SignInPage)
        if not page.pin.isVisible():
            self.press(name)
        page.pin.edit.setText(pin)
        page.pin.enter.click()
        self.wait_for(lambda: self.session.window.person is not None, f"{name} at her desk")

    def sync_page(self) -> SyncPage:
        self.press("Sync")
        page = self.page
        assert isinstance(page, SyncPage)
        return page

    def register(self, address: str, code: str) -> None:
        page = self.sync_page()
        page.register.address.setText(address)
        page.register.code.setText(code)
        self.press("Register")
        self.wait_for(self.all_landed, "the first exchange")

    def send(self) -> None:
        before = self.standing.exchanges[:1]
        self.sync_page().send.send.click()
        self.wait_for(
            lambda: self.all_landed() and self.standing.exchanges[:1] != before, "the hub"
        )

    @property
    def standing(self) -> DeliveryStanding:
        standing = self.session.window.courier.standing
        assert standing is not None
        return standing

    def all_landed(self) -> bool:
        """Whether the Sync page shows so: a moment after the exchange has ended."""
        page, standing = self.page, self.session.window.courier.standing
        assert isinstance(page, SyncPage)
        return bool(
            standing and standing.exchanges and not standing.waiting and page.send.send.isEnabled()
        )
