"""Drives examples/devphone with the official SDK for Python, unmodified, and with an app that validates
and answers webhooks by it. .ci/devphone starts devphone and runs this in its environment:

    .ci/devphone /usr/bin/python3 .ci/python/drive.py
"""

import datetime
import http.server
import json
import os
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from twilio.base.exceptions import TwilioRestException
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import ChatGrant
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import Body, Media, Message, MessagingResponse

SHOP, ALICE = "+15557122661", "+15558675310"
ACCOUNT, TOKEN = os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"]


class App(http.server.BaseHTTPRequestHandler):
    """An app that knows Twilio by its SDK alone. Requests are told as (path, valid, parameters)."""

    seen = []
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        params = dict(urllib.parse.parse_qsl(raw, keep_blank_values=True))
        url = "http://" + self.headers["Host"] + self.path
        valid = RequestValidator(TOKEN).validate(url, params, self.headers["X-Twilio-Signature"])
        App.seen.append((self.path, valid, params))
        answer = str(self.answer(params)).encode() if "Body" in params and self.path == "/sms" else b""
        self.send_response(200 if answer else 204)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, params):
        response, said = MessagingResponse(), params["Body"]
        if said == "call back":  # while the webhook is answered
            sent = Client().messages.create(to=params["From"], from_=params["To"], body="By the API", status_callback=App.url + "/status")
            response.message("Sent " + sent.fetch().sid)
        elif said == "rich":
            message = Message(action=App.url + "/action", foo_bar="?")
            message.append(Body("Ünïcode <☃> & \"more\""))
            message.append(Media("https://demo.twilio.com/owl.png"))
            response.append(message)
        else:
            response.message("You said " + said)
        return response


def phone(path, method="GET", **form):
    """Asks devphone's own interface, past the proxy, and returns the status and the answer."""
    data = urllib.parse.urlencode(form).encode() if form or method == "POST" else None
    request = urllib.request.Request(os.environ["EMULATOR"] + path, data=data, method=method)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as e:
        return e.code, json.load(e)


def say(body, to=SHOP):
    return phone("/phones/" + urllib.parse.quote(ALICE, safe="") + "/messages", "POST", To=to, Body=body)


def until(what):
    """Waits until something is as it should be, and returns it."""
    for _ in range(100):
        got = what()
        if got:
            return got
        time.sleep(0.05)
    raise AssertionError("it is not so within 5 s")


class Devphone(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), App)
        App.url = "http://127.0.0.1:%d" % cls.server.server_port
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        phone("/reset", "POST")
        App.seen.clear()
        self.client = Client()
        self.number = self.client.incoming_phone_numbers.list(phone_number=SHOP)[0]
        self.number.update(sms_url=App.url + "/sms")

    def refused(self, status, code, call):
        with self.assertRaises(TwilioRestException) as caught:
            call()
        self.assertEqual((caught.exception.status, caught.exception.code), (status, code), caught.exception.msg)
        return caught.exception

    def test_messages(self):
        sent = self.client.messages.create(to=ALICE, from_=SHOP, body="Your order ☃", status_callback=App.url + "/status")
        self.assertEqual((sent.status, sent.direction, sent.num_segments, sent.error_code), ("queued", "outbound-api", "1", None))
        self.assertEqual(sent.date_created.tzinfo.utcoffset(None), datetime.timedelta(0))
        got = until(lambda: sent.fetch().status == "delivered" and sent.fetch())
        self.assertIsInstance(got.date_sent, datetime.datetime)
        until(lambda: len(App.seen) == 2)
        self.assertEqual([(p, ok, f["MessageStatus"]) for p, ok, f in App.seen], [("/status", True, "sent"), ("/status", True, "delivered")])
        self.assertEqual(sent.update(body="").body, "")
        self.assertTrue(sent.delete())
        self.refused(404, 20404, sent.fetch)
        picture = self.client.messages.create(to=ALICE, from_=SHOP, media_url=["https://demo.twilio.com/owl.png"])
        [media] = until(picture.media.list)
        self.assertEqual(picture.media(media.sid).fetch().parent_sid, picture.sid)

    def test_lists(self):
        for i in range(7):
            self.client.messages.create(to=ALICE, from_=SHOP, body=str(i))
        messages = self.client.messages
        today = datetime.datetime.now(datetime.timezone.utc).date()  # at midnight, the messages are of two days
        until(lambda: all(m.date_sent for m in messages.list()))
        self.assertEqual([m.body for m in messages.list(page_size=3)], ["6", "5", "4", "3", "2", "1", "0"])
        counts = [len(x) for x in (
            messages.list(limit=4), list(messages.stream(limit=5, page_size=2)), messages.list(to=ALICE), messages.list(from_=ALICE),
            messages.list(date_sent=today) + messages.list(date_sent=today + datetime.timedelta(1)),
            messages.list(date_sent_after=today), messages.list(date_sent=today - datetime.timedelta(2)),
        )]
        self.assertEqual(counts, [4, 5, 7, 0, 7, 7, 0])
        first = messages.page(page_size=4)
        second = first.next_page()
        self.assertEqual(([m.body for m in second], second.next_page_url), (["2", "1", "0"], None))
        self.assertEqual(len(list(messages.get_page(second.previous_page_url))), 4)
        conversation = self.client.conversations.conversations.create()
        for i in range(5):
            conversation.messages.create(body=str(i))
        self.assertEqual([m.body for m in conversation.messages.list(page_size=2, order="asc")], ["0", "1", "2", "3", "4"])

    def test_refusals(self):
        e = self.refused(400, 21211, lambda: self.client.messages.create(to="1", from_=SHOP, body="x"))
        self.assertIn("not a valid phone number", e.msg)
        self.refused(401, 20003, lambda: Client(ACCOUNT, "wrong").messages("SM" + 32 * "0").fetch())
        self.refused(501, 0, lambda: self.client.calls.create(to=ALICE, from_=SHOP, url=App.url))
        phone("/faults", "POST", Status=429)
        self.refused(429, 20429, lambda: self.client.messages.create(to=ALICE, from_=SHOP, body="x"))
        phone("/faults", "POST", Phone=ALICE, Code=30003)
        sent = self.client.messages.create(to=ALICE, from_=SHOP, body="x")
        self.assertEqual(until(lambda: sent.fetch().error_code), 30003)

    def test_credentials_and_hosts(self):
        for client in (
            Client(os.environ["TWILIO_API_KEY"], os.environ["TWILIO_API_SECRET"], ACCOUNT),
            Client(region="ie1", edge="dublin"), Client(edge="sydney"),
        ):
            client.messages.create(to=ALICE, from_=SHOP, body="Hi")
            self.assertEqual(len(client.messages.list(page_size=1)), len(self.client.messages.list()))
        sub = self.client.api.accounts.create(friendly_name="Branch")
        self.assertEqual(Client(sub.sid, sub.auth_token).messages.list(), [])
        token = AccessToken(ACCOUNT, os.environ["TWILIO_API_KEY"], os.environ["TWILIO_API_SECRET"], identity="alice", grants=[ChatGrant("IS")])
        self.assertEqual(len(token.to_jwt().split(".")), 3)

    def test_at_once(self):
        sids, threads = [], []
        for i in range(20):
            threads.append(threading.Thread(target=lambda: sids.append(self.client.messages.create(to=ALICE, from_=SHOP, body="x").sid)))
            threads[-1].start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(set(sids)), 20)

    def test_services(self):
        service = self.client.messaging.services.create(friendly_name="Shop", status_callback=App.url + "/status", validity_period=600)
        service.phone_numbers.create(phone_number_sid=self.number.sid)
        self.assertEqual([n.phone_number for n in service.phone_numbers.list()], [SHOP])
        self.refused(409, 21710, lambda: service.phone_numbers.create(phone_number_sid=self.number.sid))
        sender = service.alpha_senders.create(alpha_sender="Shop")
        self.assertTrue(sender.delete())
        sent = self.client.messages.create(to=ALICE, messaging_service_sid=service.sid, body="Hi")
        self.assertEqual((sent.status, sent.from_), ("accepted", None))
        self.assertEqual(until(lambda: sent.fetch().status == "delivered" and sent.fetch()).from_, SHOP)
        at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        later = self.client.messages.create(to=ALICE, messaging_service_sid=service.sid, body="Later", schedule_type="fixed", send_at=at)
        self.assertEqual((later.status, later.update(status="canceled").status), ("scheduled", "canceled"))
        self.assertTrue(service.delete())

    def test_registration(self):
        messaging = self.client.messaging
        brand = messaging.brand_registrations.create(customer_profile_bundle_sid="BU" + 32 * "1", a2p_profile_bundle_sid="BU" + 32 * "2")
        self.assertEqual((brand.status, brand.links["brand_vettings"]), ("PENDING", brand.url + "/Vettings"))
        until(lambda: brand.fetch().status == "APPROVED")

    def test_conversations(self):
        conversations = self.client.conversations
        conversations.v1.configuration.webhooks().update(method="POST", filters=["onMessageAdded"], post_webhook_url=App.url + "/conversation")
        mine = conversations.services.create(friendly_name="Mine")
        for service in (conversations, conversations.services(mine.sid)):
            talk = service.conversations.create(friendly_name="Order 7", attributes='{"order": 7}', unique_name="order-7")
            person = talk.participants.create(identity="agent")
            customer = talk.participants.create(messaging_binding_address=ALICE, messaging_binding_proxy_address=SHOP)
            self.assertEqual(customer.messaging_binding["type"], "sms")
            said = talk.messages.create(author="agent", body="Hello", x_twilio_webhook_enabled="true")
            self.assertEqual((said.index, said.participant_sid), (0, person.sid))
            self.assertEqual(len(until(said.delivery_receipts.list)), 1)
            self.assertEqual(service.conversations("order-7").fetch().sid, talk.sid)
            self.assertEqual([c.conversation_sid for c in service.users("agent").user_conversations.list()], [talk.sid])
            self.assertEqual(talk.update(state="closed").state, "closed")
            self.assertTrue(talk.delete())
        until(lambda: len(App.seen) == 2)
        self.assertEqual([(path, ok, form["EventType"]) for path, ok, form in App.seen], 2 * [("/conversation", True, "onMessageAdded")])

    def test_chat(self):
        for product in (self.client.chat, self.client.ip_messaging):
            service = product.services.create(friendly_name="Chat")
            channel = service.channels.create(unique_name="general", type="private")
            member = channel.members.create(identity="alice")
            self.assertEqual(service.users("alice").fetch().identity, "alice")
            sent = channel.messages.create(from_="alice", body="Hi")
            self.assertEqual((sent.index, sent.was_edited), (0, False))
            self.assertEqual([m.sid for m in channel.members.list(identity=["alice"])], [member.sid])
            self.assertEqual(sent.update(body="Hello").body, "Hello")
            self.refused(404, 20404, lambda: service.channels("nowhere").fetch())
            self.assertTrue(service.delete())

    def test_answers(self):
        status, sent = say("hello ☃ & +")
        self.assertEqual((status, [r["body"] for r in sent["replies"]]), (200, ["You said hello ☃ & +"]))
        [webhook] = sent["webhooks"]
        self.assertEqual((webhook["url"], webhook["status"], webhook["problems"]), (App.url + "/sms", 200, []))
        self.assertIn("<Message>", webhook["twiml"])
        status, sent = say("rich")
        [reply] = sent["replies"]
        self.assertEqual((reply["body"], len(reply["media"])), ("Ünïcode <☃> & \"more\"", 1))
        self.assertEqual([p["code"] for p in sent["webhooks"][0]["problems"]], [12200])
        status, sent = say("call back")
        self.assertTrue(sent["replies"][0]["body"].startswith("Sent SM"))
        until(lambda: [f for p, _, f in App.seen if p == "/status" and f["MessageStatus"] == "delivered"])
        self.assertEqual([(p, ok) for p, ok, _ in App.seen if not ok], [])
        bodies = [m["body"] for m in phone("/phones/%2B15558675310/messages")[1]["messages"]]
        self.assertEqual((bodies[:2], len(bodies)), (["hello ☃ & +", "You said hello ☃ & +"], 7))

    def test_bad_input_to_phones(self):
        for path, form in (
            ("/phones/nobody/messages", {"To": SHOP, "Body": "x"}), ("/phones/%2B15558675310/messages", {"To": SHOP}),
            ("/phones/%2B15558675310/messages", {"Body": "x"}), ("/faults", {"Status": "fine"}),
        ):
            status, answer = phone(path, "POST", **form)
            self.assertEqual((status, answer["status"]), (400, 400), (path, form))
        self.assertEqual(say("x", to="+15550009999")[0], 404)


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # the SDK leaves its connections open
