// Package twiliotest is Twilio in the same process: the REST API, phones at the far end, and the
// signed webhooks in between. A test of an app that sends and receives messages runs the whole
// circle with no account, no network and no sleeping.
//
//	tw := twiliotest.New(t)
//	client := tw.Client()                       // the real client, production URLs
//	tw.Mount("https://app.example/", app)       // the app under test
//	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://app.example/sms"))
//	alice := tw.Phone("+15558675310")
//	alice.Send(shop, "hello")                   // signed, delivered, answered, TwiML carried out
//	fmt.Print(alice.Transcript())               // what her phone shows
//
// # How it runs
//
// Requests never leave the process: the emulator is an [http.RoundTripper] that answers for
// Twilio's hosts and for the handlers given to [Twilio.Mount]. Any other host is an error.
// [Phone.Send] returns when everything that followed from the message has happened. What the
// app sends through the API goes its way in the background; [Twilio.Wait] waits for it.
//
// Time is that of package time, so in a testing/synctest bubble delays, timeouts and expiries
// pass at once. SIDs count up. No goroutine of the emulator outlives [Twilio.Close], which [New]
// calls at the end of the test.
//
// # What is emulated
//
//	Messages               create, fetch, list, redact, cancel, delete; Media; Feedback
//	IncomingPhoneNumbers   create, fetch, list, update, delete; their SMS settings are acted on
//	SMS/ShortCodes         fetch, list, update
//	Accounts               create, fetch, list, update, of one level of subaccounts
//	OAuth                  tokens for client credentials
//
// Other operations are answered with 501 and a text that names them, and so is a message with
// MessagingServiceSid, ContentSid, ContentVariables, SendAt, ScheduleType, ShortenUrls,
// FallbackFrom or ApplicationSid.
//
// Some things that Twilio does happen without a word here, or not at all: opt-out by keyword
// (STOP), the 24-hour window of WhatsApp and Messenger, geographic permissions, connection
// overrides in a webhook's URL, smart encoding, and the webhook of a number to which another
// number of the account writes.
//
// # How faithful it is
//
// Documented by Twilio: the statuses and that the first is not called back; the parameters of
// webhooks and how they are signed; TwiML's verbs, that verbs after a Redirect or after a Message
// with an action are not reached, ten replies, fifty documents; the fallback URL; 15 seconds for
// a webhook; cookies that last four hours; codes of refusals; the 2010 API's pages.
//
// Seen in recordings of Twilio's answers: the fields of a new message, their types and which are
// null; texts of refusals; response headers; the form of page tokens.
//
// Guessed:
//
//   - a page size over the limit is cut to it; the bounds of DateSent include the day they name;
//     a page token holds though the message that it names is deleted;
//   - a message that cannot be canceled is refused with HTTP 400, feedback that was not asked for
//     with 400, one from a channel address to itself with 400;
//   - a message counts as complete, and can be redacted and deleted, once it is sent;
//   - a body is counted in UTF-16 units, and that of a reply is trimmed;
//   - the action of a reply is called with the reply's SID as MessageSid and the status sent, and
//     for a reply that is refused with failed;
//   - a webhook that is redirected is signed anew, and carries its parameters in the query if
//     the redirect makes it a GET; user and password in a URL are sent at once;
//   - a MediaUrl that is mounted and cannot be fetched makes the message fail with 63019. One that
//     is not mounted is a placeholder image, where Twilio would fetch it;
//   - any number in E.164 that no account has can be bought; an account that is not active is
//     refused with HTTP 403;
//   - prices; the country of a number; segments, which are counted by length alone.
package twiliotest
