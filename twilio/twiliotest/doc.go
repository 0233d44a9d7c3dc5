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
//	alice.Expect(t, "Hello, Alice!")            // or the test ends with all that happened
//	fmt.Print(alice.Transcript())               // what her phone shows
//
// # How it runs
//
// Requests never leave the process: the emulator is an [http.RoundTripper] that answers for
// Twilio's hosts and for the handlers given to [Twilio.Mount]. Any other host is an error, unless
// [WithTransport] says otherwise, such as for an app that listens behind httptest.NewServer.
// examples/devphone is the emulator as a program, for any language. [Phone.Send] returns when
// everything that followed from the message has happened. What the app sends through the API goes its
// way in the background: [Twilio.Wait] waits for it, and so do [Phone.Expect], [Twilio.ExpectStatus]
// and [Twilio.ExpectNoAlerts]. A test that fails has [Twilio.Dump] at the end of its log.
//
// SIDs count up. No goroutine of the emulator outlives [Twilio.Close], which [New] calls at the end
// of the test.
//
// Memory grows by what is stored: the messages until they are deleted, and what a phone shows, which
// deleting a record takes back from nobody. Of what happened, [Twilio.Requests], [Twilio.Alerts] and
// [Twilio.Dump] have the newest 10,000 each.
//
// # Time
//
// Time is that of package time, so in a testing/synctest bubble delays, timeouts and expiries
// pass at once. Outside one, [Twilio.Advance] moves the emulator's clock on and does what falls due
// on the way, each thing at its moment: a message that is scheduled in 34 days, a conversation's
// timers, the 24 hours of a session on WhatsApp, the four of a cookie. [WithClock] makes the clock
// stand still in between. How long the app's code may take is always measured in the time of
// package time: [WithClock] has the list.
//
// What is stored is gone with the process, unless [Twilio.KeepState] keeps it in a file: then nothing
// that was acknowledged is lost, however the process ends, and the next one goes on with what was
// under way.
//
// # What is emulated
//
// Messages and what belongs to them, accounts and their numbers, Messaging Services and all that is
// registered for them, templates, Conversations, Chat and Notify: the table of every operation is at the
// end. An OAuth app gets its tokens, too.
//
// Other operations are answered with 501 and a text that names them, and so is a message with
// ApplicationSid, or with a Body or a MediaUrl beside a ContentSid, and
// a number with SmsApplicationSid; a Body beside ContentVariables is refused as at Twilio.
//
// A message with MessagingServiceSid is accepted, gets its sender from the service's pool by the
// rules of [channels.Pool], and goes its way as queued. With SendAt it is scheduled before that,
// and waits on a timer. A message with ContentSid shows the template's text and files. Messages to
// a number of a service go where the service says.
//
// Of a service's settings, the emulator keeps these without acting on them: FallbackToLongCode, which is
// obsolete, ScanMessageContent and SynchronousValidation, which are reserved, and Usecase, which describes.
// A message with files to who takes none has links in their place, by the MMS Converter: see [Phone.SetMMS].
//
// On WhatsApp and Messenger people have to have written within 24 hours, or a message to them fails,
// unless WhatsApp has approved its template. [WithoutSessionWindow] turns that off. SMS is counted in
// segments by [channels.Segments], after Smart Encoding if the message or its service has it.
//
// Nobody has RCS, but for those whom [Phone.SetRCS] says it of and phones at addresses with the prefix
// rcs:. A service with an RCS sender writes to them over RCS, and to others from its other senders, or
// from the message's FallbackFrom.
//
// A message that is one of Twilio's keywords is heeded and answered before the webhook hears of
// it: after STOP nothing is sent to the person from that number, or from the whole service that it
// is in, until they write START. [Twilio.OptedOut] tells. [AdvancedOptOut] gives a service words and
// answers of its own.
//
// The webhook of a number to which another number of the account writes is not called, without a
// word. One of another account is, as by a phone.
//
// [Twilio.AddTestCredentials] makes credentials with which nothing is sent or stored, and for which
// Twilio's magic numbers work.
//
// What is registered with carriers waits for [Twilio.ApproveBrand], [Twilio.ApproveCampaign] and
// their like, or for the time of [WithReviews]. It changes nothing about sending unless
// [WithRegistration] makes carriers ask for it. Bundles of Trust Hub are taken as they come.
//
// Links in a message with ShortenUrls become short ones of the service's domain, which
// [Twilio.AddDomain] makes, and lead on from there for whoever follows them by [Twilio.HTTPClient].
//
// A notification of Notify goes to phone numbers, by the Messaging Service, and to no other binding;
// delivery callbacks are not made. Chat, Conversations and Notify share their credentials.
//
// # Webhooks
//
// Each call of the app is signed, has a token of its own, and is one of [Twilio.Requests] with its
// answer. What goes wrong with it or its TwiML is one of [Twilio.Alerts] with Twilio's code, and
// leads to the fallback URL. [twiml.Overrides] in the fragment of a URL say how patiently and how
// often the app is called; [Unreachable] is an app that cannot be. An edge says nothing here, and
// neither does SNI. Redirects are followed, cookies kept, answers to GET that have an ETag or a
// Last-Modified asked for again, and a user in the URL is told to a server that asks for one, by
// Basic or Digest. None of this takes a network, so there are no certificates to refuse but those
// that [WithTransport] meets.
//
// # Conversations
//
// [Twilio.ConversationUser] is a user of the app: what a browser or a phone does by Twilio's SDK.
// Customers are phones. What a phone sends to the address that it has in a conversation, or to one
// at which conversations begin, goes into the conversation and not to the number's own webhook, unless [WithNumberWebhooks] says so;
// [Phone.Send] returns when everybody there has it and the webhooks have been told. What anybody
// else writes goes out to the phones as messages of the account, whose statuses become receipts.
//
// Webhooks are told of what users and phones do, and asked about it before; of what the API does
// they are told if the call asks for that. They are told one after the other, in the order of the
// events, so a handler of the app that lets a phone send into a conversation waits for itself.
//
// A participant with an Address alone is a phone in a group MMS, and one with a ProjectedAddress is the
// account's number in it, of a user or of nobody. Of three and more, all phones show who wrote what;
// [Phone.SendGroup] writes to all. Of two, what they write is SMS.
//
// E-mail, Studio and Flex are not emulated: addresses of other channels are answered with 501, webhooks
// to Studio and Flex are kept and not called.
//
// Files are uploaded to Twilio's media service, mcs.us1.twilio.com, and had there: with credentials, or
// for five minutes from media.us1.twilio.com without. The same is true of Chat. People at their apps are
// seen typing; no webhook is told of that, and push notifications are not sent.
//
// # When things go wrong
//
// [Twilio.Inject] makes calls to the API fail, break off or take long, messages fail or get lost on
// the way, and status callbacks come twice or out of order: see [Fault]. [Phone.Refuse] and
// [Phone.Fail] are of one phone.
//
// # How faithful it is
//
// What accounts differ in, and some of what Twilio's pages disagree about or do not say, is chosen by
// an option: [WithAccountUpdates], [WithNumberWebhooks], [WithEventRetries], [WithLoopGuard],
// [WithOptOutReplies], [WithoutOptOut], [WithoutSessionWindow], [WithPrice], [WithRegions],
// [WithRegistration], [WithScheduleLimit], [WithTrial], [WithInterconnect]. By what follows, an app can
// tell how much a test of it proves.
//
// Documented by Twilio: the statuses and that the first is not called back; the parameters of
// webhooks and how they are signed; TwiML's verbs, that verbs after a Redirect or after a Message
// with an action are not reached, ten replies, fifty documents, 64 kB for one; that ErrorCode and
// ErrorUrl go to the fallback URL; 15 seconds for a webhook and two tries of 5 to connect; overrides
// and their defaults; one idempotency token for all tries; that credentials are sent once they have
// been asked for; cookies that last four hours; that only answers to GET are kept; the content
// types of TwiML, and that text/plain is the reply; that a callback's answer has a type or is a 204;
// 30 messages in 30 seconds ([WithLoopGuard]); codes of refusals; the pages of lists. Of Messaging
// Services: that a message is accepted with no sender and no segments, then queued; that a
// delivery error comes later, by the callback; which sender is chosen, and for how long it
// sticks, unless carriers no longer take it; the pool's limits and conflicts; which URL is told of a
// message received, and that it is dropped if there is none. Of scheduling: from 300 seconds to 35 days ahead, a service, the
// type fixed; 500,000 at a time ([WithScheduleLimit]). Of the MMS Converter: that it is of services, and
// its links, which live for a year. Of templates: defaults for variables left out, and which values are refused. Of
// opt-out: the words, that the whole body has to be one, and what it holds for; that a number
// refuses to send at once, and a service's message fails later; no help for who has opted out;
// the answers of toll-free numbers, and that YES is no START there; that SMS and RCS share it;
// OptOutType, and overrides by country. Of channels: the session of 24 hours that a person's message
// opens with one sender, the code of what is sent outside of it, and that an approved template is not,
// unless it is a list or a place; segments, which SMS alone has. Of RCS: that it comes before other
// senders and does not stick, that To with the prefix rcs: does not fall back, and what FallbackFrom
// needs, which may be outside of the pool. Of the WhatsApp sandbox: who is in it, for how long, the
// code for who is not, and its pace.
//
// Seen in recordings of Twilio's answers: the fields of a new message, their types and which are
// null; texts of refusals; response headers; the form of page tokens. The answers to STOP and START, and
// the templates of the WhatsApp sandbox, are those of samples. Seen in a report: that the answer to a
// template by a service has no text yet.
//
// Documented of Conversations: the resources and their fields; the events and their parameters; the
// answers to pre-events, and 5 seconds for them; X-Twilio-Webhook-Enabled; states, their reasons and
// what wakes a conversation up; limits; the media service's paths and fields; that a pair of addresses is in one conversation. Recorded:
// the refusal of a pair that is in another. Documented of a group MMS: long codes of the United States
// and Canada alone, ten participants, that the same addresses are in one conversation, which a message
// of just these finds; that its author takes part; that who has opted out is left out. Seen in reports
// of others: OtherRecipients0, a SID with MM, the events of one that begins by itself.
//
// Documented of A2P 10DLC and toll-free numbers: the resources, their fields and statuses, what is
// required and how long it may be, the codes of refusals, and those of messages from numbers that
// are not registered; that a sole proprietor answers a password first, and has one campaign.
//
// Guessed of messages and what belongs to them:
//
//   - a page size over the limit is cut to it; the bounds of DateSent include the day they name, and
//     DateSent itself with a time stands for the day;
//     a page token holds though the message that it names is deleted;
//   - a message that cannot be canceled is refused with HTTP 400, feedback that was not asked for
//     with 400, one from a channel address to itself with 400;
//   - a message counts as complete, and can be redacted and deleted, once it is sent;
//   - a To that is not in E.164 is refused, where Twilio completes some; the numbers that cost extra are
//     those with +1900; nobody but in the US and Canada refuses an alphanumeric sender; a service's
//     message from a sender that cannot write to its recipient is accepted, and fails with the code
//     that would refuse it without a service;
//   - an MMS has one segment, however long its text is; SendAsMms makes one of a text; files that are too
//     big together, or in an MMS one over 500 KB that is no common image, make a message fail with
//     11751 or, on other channels, 63034; what waits in the queue of an account that is suspended fails
//     with 30002, and what is sent to its numbers is lost;
//   - the Irish region refuses SendAt and ShortenUrls with 30700, and short codes with 21668;
//   - a call whose body is neither a form nor JSON, by its Content-Type, has no parameters;
//   - a MediaUrl that is mounted and cannot be fetched makes the message fail with 63019. One that
//     is not mounted is a placeholder image, where Twilio would fetch it;
//   - PersistentAction means nothing to SMS; what it says is shown as it is, though it be no place;
//   - that a message which waits in the queue for longer than its ValidityPeriod, or its service's, ends
//     as failed; that ContentRetention takes the text away when the message has come to its end,
//     and AddressRetention the last four digits of To in answers, not in callbacks;
//   - that a region without permission and a number that a trial account has not verified are refused
//     at once, for messages of services too; the words before a trial account's messages; that
//     neither applies to messages of conversations;
//   - prices, but by [WithPrice]; the country of a number, which is [channels.Address.Country]; that the
//     record keeps a text as it was before Smart Encoding, and that a message's own choice of it wins;
//   - any number in E.164 that no account has can be bought; an account that is not active is
//     refused with HTTP 403, and messages to its numbers are lost;
//   - that test credentials refuse a service with 20001 and an area other than 500 with 21452, and get
//     501 for what is not emulated.
//
// Guessed of webhooks and TwiML:
//
//   - a body is counted in UTF-16 units, and that of a reply is trimmed; one of text/plain that is too
//     long is refused like a Message;
//   - the action of a reply is called with the reply's SID as MessageSid and the status sent, and
//     for a reply that is refused with failed;
//   - a webhook that is redirected is signed anew. 301, 302 and 303 make it a GET, which carries
//     its parameters in the query, 307 and 308 do not; ten redirects are followed; one without a
//     Location, and 300, 304 to 306, are no redirects but failures;
//   - a status of 400 or more is 11200, whichever it is; no connection and no answer in time are
//     11205; an answer without a body is 11770, one without a Content-Type is 12300 with HTTP 502;
//   - a call is tried again at once; only the last try is an alert; of what rp can name, all also
//     means a connection that breaks, and no rp means a host that is not there;
//   - overrides of which one is invalid are all left out, with an alert and the call made; times
//     and sni have the code 11100; -ix without [WithInterconnect] has 11242;
//   - an answer is kept by its whole URL with parameters, as long as it is among the newest 100
//     and unless it says no-store, and always asked for again;
//   - of the challenges of a server, SHA-256 comes before MD5 and that before Basic;
//   - the fallback is called once, also if a document fails that the first leads to, with the
//     URL of that one;
//   - the loop guard counts replies in TwiML, in one direction.
//
// Guessed of channels:
//
//   - that a message outside of the session fails without having been sent, and so does one on Messenger,
//     of which Twilio's pages disagree: see [WithAccountUpdates];
//   - a message that RCS alone can deliver fails with 63036 where there is none; one over RCS keeps To as
//     it was; RCS comes before the sender that sticks; a template whose sender the service chooses is
//     made up as for SMS;
//   - each step of a channel sender's registration takes 5 seconds; a phone number of the account needs
//     no code; a wrong code leads back to where it was asked for; codes and HTTP statuses of refusals;
//     a sender's status callback is told of messages that have none of their own or their service's;
//   - what the WhatsApp sandbox ([Twilio.AddSandbox]) answers, and that it has no records of that and of
//     what it answers; that its templates are nobody's; that what is faster than a sender's [Pace] waits.
//
// Guessed of Messaging Services, schedules, the MMS Converter and templates:
//
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
//   - who takes MMS; that each file has a link; that the record has the text with the links, and the files;
//     that a message with files which cannot be converted is undelivered with 30011;
//   - a template's type with a member that is missing, empty or of another kind is refused with
//     20001; one that leaves a placeholder open is made, and refused when it is sent;
//   - a template's text is filled in when the message is made; a placeholder without a value, a name
//     or an end is refused with 21656; channels but SMS show the richest type, SMS its files and text; a
//     channel that can show none fails the message with 63006; buttons are not shown;
//   - approval: received for a minute, then pending until [Twilio.ApproveTemplate],
//     [Twilio.RejectTemplate] or the time of [WithApproval]; within a session it is not needed, even
//     of a template that is paused or disabled;
//     what is no regular expression, name or category is refused with 20001.
//
// Guessed of opt-out:
//
//   - the answer to HELP; STOP of who has opted out is not answered, and START of who has not by
//     Advanced Opt-Out only; the answers are in the log, free of charge, but for the network's of
//     toll-free numbers; the network answers all words as it does STOP and UNSTOP;
//   - a reply in TwiML to who has opted out is not made, and an alert; a service's message to them
//     fails without having been queued, and their copy of one in a conversation without having been
//     sent; an opt-out from a number lasts when the number joins a service, and is heeded where the
//     service receives nothing; a short code in a service has the standard words, WhatsApp and
//     Messenger have none but by Advanced Opt-Out.
//
// Guessed of registrations, short links, Notify and deactivations:
//
//   - registrations: submitted for a minute, then in review; a second campaign of a service and a
//     second verification of a number are refused with HTTP 409, changes to a campaign or a
//     verification that did not fail with 400; scores, rate limits and IDs of the registry; a number
//     that is not toll-free or not the account's is refused with 20001; corrections for seven days;
//   - short links: what counts as a link, eight characters after the domain, 90 days of life; they are
//     made when the message is queued, and it fails with 30106, 30101, 30107 or 30102 if they cannot;
//     without a service it is refused with 30124; a certificate is checked, or obtained, in a
//     minute; a click redirects with 307, and is told as a form; continue_on_failure is off at first;
//   - notifications: a number is written to once, whatever bindings it has; what cannot be sent is an
//     alert (52301 to nobody, 52182 without a Messaging Service); a malformed address is refused with
//     52001, a credential that is not there with 52002;
//   - deactivations of a day that is over and has none are an empty file.
//
// Guessed of Conversations and group MMS:
//
//   - HTTP statuses of refusals, 403 for limits and what a role forbids, 409 for
//     what exists already, else 400; the permissions of the default roles;
//   - that what goes into a conversation is kept from the number's own webhook, of which Twilio's
//     pages say both: see [WithNumberWebhooks];
//   - that phones are asked about before they write, with onConversationAdd and onMessageAdd, and
//     not before they join; that the account's webhook is asked before the service's; that an answer
//     with 4xx is no failure, and one with 5xx is one and rejects too; that a change to what cannot
//     be is not taken; what is an alert and its code;
//   - that events are retried after 1, 2 and 4 seconds, as often as [WithEventRetries] says; that
//     there are no events for an empty list of filters; Source, which is API for timers and the
//     channel for deliveries; that reading has no pre-event;
//   - that both timers run from the last message or newcomer, whatever the state; that one of no
//     length is none; that a trigger's word may stand within another, in any case;
//   - that a template appears in the conversation as by SMS; that messages that have not been edited
//     have no DateUpdated; the order of lists, newest first for conversations and else oldest first;
//   - of the media service: HTTP statuses, 150 MB for a file, the signature of temporary URLs; that who has
//     written is seen typing no more;
//   - of a group MMS: HTTP statuses; that it is one from the third address on, and until then all that is
//     refused is what two others have; that participants with a proxy address may be in it, unseen by
//     phones; what the API writes in a phone's name goes out from the first number there; several numbers
//     of the account in it have the message in the log each, and it goes into the conversation once;
//   - that a conversation which is made with its participants is ready at once, never initializing;
//   - that a closed conversation can be deleted and read, and nothing else; that a role which is a
//     default cannot be deleted; that a message over 1600 characters fails for those on channels.
//
// # Chat
//
// A [ChatUser] is a person at an app that was built with Programmable Chat's SDK. Push notifications
// are not sent, and Studio flows are not run.
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
//     4 seconds, for which other events do not wait;
//   - before something happens, 4xx and 5xx forbid it, JSON changes what Conversations lets it
//     change, and without an answer it happens. A change to what cannot be, such as a text that is
//     too long, is not taken and an alert, as in Conversations. Of refusals, only 5xx is an alert;
//   - a text and attributes may have 32 KB, an identity 256 characters;
//   - what is unread is not known until a member has said once how far they have read; messages
//     that were deleted are not counted in it;
//   - a private channel is not there for those who are not in it, unless they made it, are invited
//     or may add members anywhere; accepting an invite needs no permission;
//   - a user that is deleted leaves all channels without a word, and a role that is deleted leaves
//     those who have it without permissions.
//
// # Every operation
//
// The table below has every operation that is emulated, by its host's first label and its path; a test
// holds it to the emulator. Where a path is a collection, list and create are of it, and fetch, update,
// replace and delete are of an entry. Chat is under ip-messaging, too. Paths of the 2010 API end in
// .json.
//
//	api            /2010-04-01/Accounts                                                                 create list fetch update
//	api            /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers                               create list fetch update delete
//	api            /2010-04-01/Accounts/{AccountSid}/Messages                                           create list fetch update delete
//	api            /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback                     POST
//	api            /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media                        list fetch delete
//	api            /2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes                                     list fetch update
//	chat           /v2/Credentials                                                                      create list fetch update delete
//	chat           /v2/Services                                                                         create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Bindings                                                   list fetch delete
//	chat           /v2/Services/{ServiceSid}/Channels                                                   create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Invites                              create list fetch delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Members                              create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages                             create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Webhooks                             create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Roles                                                      create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Users                                                      create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Users/{UserSid}/Bindings                                   list fetch delete
//	chat           /v2/Services/{ServiceSid}/Users/{UserSid}/Channels                                   list fetch update delete
//	chat           /v3/Services/{ServiceSid}/Channels                                                   update
//	content        /v1/Content                                                                          create list fetch replace delete
//	content        /v1/Content/{ContentSid}/ApprovalRequests/whatsapp                                   POST
//	content        /v1/Content/{Sid}/ApprovalRequests                                                   GET
//	content        /v1/ContentAndApprovals                                                              GET
//	content        /v1/LegacyContent                                                                    GET
//	content        /v2/Content                                                                          GET
//	content        /v2/ContentAndApprovals                                                              GET
//	conversations  /v1/Configuration                                                                    GET POST
//	conversations  /v1/Configuration/Addresses                                                          create list fetch update delete
//	conversations  /v1/Configuration/Webhooks                                                           GET POST
//	conversations  /v1/ConversationWithParticipants                                                     POST
//	conversations  /v1/Conversations                                                                    create list fetch update delete
//	conversations  /v1/Conversations/{ConversationSid}/Messages                                         create list fetch update delete
//	conversations  /v1/Conversations/{ConversationSid}/Messages/{MessageSid}/Receipts                   list fetch
//	conversations  /v1/Conversations/{ConversationSid}/Participants                                     create list fetch update delete
//	conversations  /v1/Conversations/{ConversationSid}/Webhooks                                         create list fetch update delete
//	conversations  /v1/Credentials                                                                      create list fetch update delete
//	conversations  /v1/ParticipantConversations                                                         GET
//	conversations  /v1/Roles                                                                            create list fetch update delete
//	conversations  /v1/Services                                                                         create list fetch delete
//	conversations  /v1/Services/{ChatServiceSid}/Bindings                                               list fetch delete
//	conversations  /v1/Services/{ChatServiceSid}/Configuration                                          GET POST
//	conversations  /v1/Services/{ChatServiceSid}/Configuration/Notifications                            GET POST
//	conversations  /v1/Services/{ChatServiceSid}/Configuration/Webhooks                                 GET POST
//	conversations  /v1/Services/{ChatServiceSid}/ConversationWithParticipants                           POST
//	conversations  /v1/Services/{ChatServiceSid}/Conversations                                          create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Messages               create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Messages/{MessageSid}/Receipts list fetch
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Participants           create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Webhooks               create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/ParticipantConversations                               GET
//	conversations  /v1/Services/{ChatServiceSid}/Roles                                                  create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Users                                                  create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Users/{UserSid}/Conversations                          list fetch update delete
//	conversations  /v1/Users                                                                            create list fetch update delete
//	conversations  /v1/Users/{UserSid}/Conversations                                                    list fetch update delete
//	mcs            /v1/Services/{ServiceSid}/Media                                                      create fetch
//	mcs            /v1/Services/{ServiceSid}/Media/{Sid}/Content                                        GET
//	messaging      /v1/Deactivations                                                                    GET
//	messaging      /v1/LinkShortening/Domains/{DomainSid}/Certificate                                   DELETE GET POST
//	messaging      /v1/LinkShortening/Domains/{DomainSid}/Config                                        GET POST
//	messaging      /v1/LinkShortening/Domains/{DomainSid}/MessagingServices                             update delete
//	messaging      /v1/LinkShortening/Domains/{DomainSid}/RequestManagedCert                            POST
//	messaging      /v1/LinkShortening/Domains/{DomainSid}/ValidateDns                                   GET
//	messaging      /v1/LinkShortening/MessagingService/{MessagingServiceSid}/DomainConfig               GET
//	messaging      /v1/LinkShortening/MessagingServices/{MessagingServiceSid}/Domain                    GET
//	messaging      /v1/Services                                                                         create list fetch update delete
//	messaging      /v1/Services/PreregisteredUsa2p                                                      POST
//	messaging      /v1/Services/Usecases                                                                GET
//	messaging      /v1/Services/{MessagingServiceSid}/ChannelSenders                                    create list fetch delete
//	messaging      /v1/Services/{MessagingServiceSid}/Compliance/Usa2p                                  create list fetch update delete
//	messaging      /v1/Services/{MessagingServiceSid}/Compliance/Usa2p/Usecases                         GET
//	messaging      /v1/Services/{ServiceSid}/AlphaSenders                                               create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/DestinationAlphaSenders                                    create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/PhoneNumbers                                               create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/ShortCodes                                                 create list fetch delete
//	messaging      /v1/Tollfree/Verifications                                                           create list fetch update delete
//	messaging      /v1/a2p/BrandRegistrations                                                           create list fetch update
//	messaging      /v1/a2p/BrandRegistrations/{BrandRegistrationSid}/SmsOtp                             POST
//	messaging      /v1/a2p/BrandRegistrations/{BrandSid}/Vettings                                       create list fetch
//	messaging      /v2/Channels/Senders                                                                 create list fetch update delete
//	messaging      /v2/Indicators/Typing.json                                                           POST
//	messaging      /v2/LinkShortening/Domains/{DomainSid}/Certificate                                   GET
//	messaging      /v3/Indicators/Typing.json                                                           POST
//	notify         /v1/Credentials                                                                      create list fetch update delete
//	notify         /v1/Services                                                                         create list fetch update delete
//	notify         /v1/Services/{ServiceSid}/Bindings                                                   create list fetch delete
//	notify         /v1/Services/{ServiceSid}/Notifications                                              POST
//	oauth          /v2/token                                                                            POST
package twiliotest
