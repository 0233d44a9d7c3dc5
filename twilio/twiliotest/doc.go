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
// Twilio's hosts and for the handlers given to [Twilio.Mount]. Any other host is an error, unless
// [WithTransport] says otherwise. examples/devphone is the emulator as a program, for any language.
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
//	Conversations          all: see below
//	OAuth                  tokens for client credentials
//	Messaging Services     create, fetch, list, update, delete; their use cases; the pool:
//	                       PhoneNumbers, ShortCodes, AlphaSenders, DestinationAlphaSenders,
//	                       ChannelSenders, each create, fetch, list, delete
//	Deactivations          fetch, and the file that it leads to
//	Content                create, fetch, list, update, search, delete; approvals
//	Chat                   all of v2 and v3, under chat.twilio.com and ip-messaging.twilio.com
//
// Other operations are answered with 501 and a text that names them, and so is a message with
// ShortenUrls, FallbackFrom or ApplicationSid, or with a Body or a MediaUrl beside a ContentSid; a
// Body beside ContentVariables is refused as at Twilio.
//
// A message with MessagingServiceSid is accepted, gets its sender from the service's pool by the
// rules of [channels.Pool], and goes its way as queued. With SendAt it is scheduled before that,
// and waits on a timer. A message with ContentSid shows the template's text and files. Messages to
// a number of a service go where the service says.
//
// Of a service's settings, the emulator keeps these without acting on them: MmsConverter,
// SmartEncoding, ValidityPeriod, FallbackToLongCode, ScanMessageContent, SynchronousValidation,
// Usecase. Nobody has RCS, but for those who are written to at an address with the prefix rcs:.
// There is no limit to how many messages are scheduled.
//
// A message that is one of Twilio's keywords is heeded and answered before the webhook hears of
// it: after STOP nothing is sent to the person from that number, or from the whole service that it
// is in, until they write START. [Twilio.OptedOut] tells. [AdvancedOptOut] gives a service words and
// answers of its own.
//
// Some things that Twilio does happen without a word here, or not at all: the 24-hour window of
// WhatsApp and Messenger, geographic permissions, connection overrides in a webhook's URL, smart
// encoding, the webhook of a number to which another number of the account writes, and leaving
// the WhatsApp sandbox by STOP.
//
// # Conversations
//
// [Twilio.ConversationUser] is a user of the app: what a browser or a phone does by Twilio's SDK.
// Customers are phones. What a phone sends to the address that it has in a conversation, or to one
// at which conversations begin, goes into the conversation and not to the number's own webhook;
// [Phone.Send] returns when everybody there has it and the webhooks have been told. What anybody
// else writes goes out to the phones as messages of the account, whose statuses become receipts.
//
// Webhooks are told of what users and phones do, and asked about it before; of what the API does
// they are told if the call asks for that. They are told one after the other, in the order of the
// events, so a handler of the app that lets a phone send into a conversation waits for itself.
//
// A group MMS, e-mail, Studio and Flex are not emulated: participants with a projected address and
// addresses of other channels are answered with 501, webhooks to Studio and Flex are kept and not
// called.
//
// # How faithful it is
//
// Documented by Twilio: the statuses and that the first is not called back; the parameters of
// webhooks and how they are signed; TwiML's verbs, that verbs after a Redirect or after a Message
// with an action are not reached, ten replies, fifty documents; the fallback URL; 15 seconds for
// a webhook; cookies that last four hours; codes of refusals; the pages of lists. Of Messaging
// Services: that a message is accepted with no sender and no segments, then queued; that a
// delivery error comes later, by the callback; which sender is chosen, and for how long it
// sticks; the pool's limits and conflicts; which URL is told of a message received, and that it
// is dropped if there is none. Of scheduling: from 300 seconds to 35 days ahead, a service, the
// type fixed. Of templates: defaults for variables left out, and which values are refused. Of
// opt-out: the words, that the whole body has to be one, and what it holds for; that a number
// refuses to send at once, and a service's message fails later; no help for who has opted out;
// the answers of toll-free numbers, and that YES is no START there; that SMS and RCS share it;
// OptOutType, and overrides by country.
//
// Seen in recordings of Twilio's answers: the fields of a new message, their types and which are
// null; texts of refusals; response headers; the form of page tokens. The answers to STOP and START
// are those of a sample.
//
// Documented of Conversations: the resources and their fields; the events and their parameters; the
// answers to pre-events, and 5 seconds for them; X-Twilio-Webhook-Enabled; states, their reasons and
// what wakes a conversation up; limits; that a pair of addresses is in one conversation. Recorded:
// the refusal of a pair that is in another.
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
//   - a new service's settings are those of Twilio's samples: all features on, ten hours of
//     validity; lists of v1 and v2 have the newest first; a page has 50 entries;
//   - an unknown service is refused with HTTP 404 and 21701, one that is no SID with 400 and 21705,
//     a From that is not in the pool with 400 and 21711; an empty pool fails with 21704 and any
//     other without a sender with 21703, both by the callback;
//   - a message to a number of a pool makes that number stick, too; a sender does not stop
//     sticking when a message fails;
//   - a reply in TwiML belongs to no service, and is not told to the service's callback;
//   - a DestinationAlphaSender without a country and an AlphaSender are the same; a service that is
//     deleted fails its scheduled messages with 21701, a sender that leaves the pool those that
//     name it with 21711;
//   - a scheduled message is queued at the very second; SendAt without ScheduleType is refused with
//     20001, a date that cannot be read with 35114, other types and other channels with 35126;
//   - a template's type with a member that is missing, empty or of another kind is refused with
//     20001; one that leaves a placeholder open is made, and refused when it is sent;
//   - a template's text is filled in when the message is made; a placeholder without a value, a name
//     or an end is refused with 21656; channels but SMS show the richest type, SMS its files and text; a
//     channel that can show none fails the message with 63006; buttons are not shown;
//   - approval: received for a minute, then pending until [Twilio.ApproveTemplate],
//     [Twilio.RejectTemplate] or the time of [WithApproval]; it changes nothing about sending;
//     what is no regular expression, name or category is refused with 20001;
//   - the answer to HELP; STOP of who has opted out is not answered, and START of who has not by
//     Advanced Opt-Out only; the answers are in the log, free of charge, but for the network's of
//     toll-free numbers; the network answers all words as it does STOP and UNSTOP;
//   - a reply in TwiML to who has opted out is not made, and an alert; a service's message to them
//     fails without having been queued, and their copy of one in a conversation without having been
//     sent; an opt-out from a number lasts when the number joins a service, and is heeded where the
//     service receives nothing; a short code in a service has the standard words, WhatsApp and
//     Messenger have none but by Advanced Opt-Out;
//   - deactivations of a day that is over and has none are an empty file;
//   - prices; the country of a number, which is [channels.Address.Country]; segments, which are
//     counted by length alone;
//   - of Conversations: HTTP statuses of refusals, 403 for limits and what a role forbids, 409 for
//     what exists already, else 400; the permissions of the default roles;
//   - that what goes into a conversation is kept from the number's own webhook, of which Twilio's
//     pages say both;
//   - that phones are asked about before they write, with onConversationAdd and onMessageAdd, and
//     not before they join; that the account's webhook is asked before the service's; that an answer
//     with 4xx is no failure, and one with 5xx is one and rejects too; what is an alert and its code;
//   - that events are retried after 1, 2 and 4 seconds, as often as [WithEventRetries] says; that
//     there are no events for an empty list of filters; Source, which is API for timers and the
//     channel for deliveries; that reading has no pre-event;
//   - that both timers run from the last message or newcomer, whatever the state; that one of no
//     length is none; that a trigger's word may stand within another, in any case;
//   - that a template appears in the conversation as by SMS; that messages that have not been edited
//     have no DateUpdated; the order of lists, newest first for conversations and else oldest first;
//   - that a conversation which is made with its participants is ready at once, never initializing;
//   - that a closed conversation can be deleted and read, and nothing else; that a role which is a
//     default cannot be deleted; that a message over 1600 characters fails for those on channels.
//
// # Chat
//
// A [ChatUser] is a person at an app that was built with Programmable Chat's SDK. Push notifications
// are not sent, files have no content, Studio flows are not run, and nobody is seen typing.
//
// Documented: the limits and the codes of refusals; that users are made when they are first seen;
// the permissions of the roles "service user" and "service admin"; who calls webhooks about what,
// with which parameters (but for those of members that are changed), within 5 seconds, and when a
// call is tried again.
//
// Seen in recordings: that a path that leads nowhere is refused with 20404, and that who is invited
// has to be a user already.
//
// Guessed:
//
//   - the permissions of the roles "channel user" and "channel admin", who may do everything there;
//   - the HTTP status of refusals, but for 403 where a limit is reached; that what is made in a
//     service, channel or user that is not there is refused by its own code, such as 50300;
//   - a service that filters no events tells of none; a channel's trigger is found anywhere in a
//     text, in any case; events are told one after the other; a call is tried again after 1, 2 and
//     4 seconds;
//   - before something happens, 4xx and 5xx forbid it, JSON changes what Conversations lets it
//     change, and without an answer it happens. Of refusals, only 5xx is an alert;
//   - a text and attributes may have 32 KB, an identity 256 characters;
//   - what is unread is not known until a member has said once how far they have read; messages
//     that were deleted are not counted in it;
//   - a private channel is not there for those who are not in it, unless they made it, are invited
//     or may add members anywhere; accepting an invite needs no permission;
//   - a user that is deleted leaves all channels without a word, and a role that is deleted leaves
//     those who have it without permissions.
package twiliotest
