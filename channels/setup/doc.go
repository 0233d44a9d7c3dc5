// Package setup brings a Twilio account in line with a description of it: which URLs its numbers and
// channel senders call, and which of them are in the pool of a Messaging Service. A program describes
// what it needs as an [Account], asks for a [Plan] of what would change, and has it applied.
//
// What is brought in line:
//
//   - of a phone number, what a message received calls: URL, method and their fallback. A TwiML
//     application, which would go before them, is taken off. Voice is left alone.
//   - of a short code, the same.
//   - of a sender on WhatsApp, RCS or Messenger, its webhook: callback, fallback and status
//     callback. Twilio documents that change for WhatsApp only; what it refuses is the error of
//     [Plan.Apply]. It works on such a change after it has answered, so that a plan that is made at
//     once may show it again.
//   - of a Messaging Service, which is made if there is none, what a message received calls, its
//     fallback, its status callback, and whether numbers call their own URLs instead; and the senders
//     in its pool.
//
// Nothing else is touched, nothing is bought, and nothing is deleted. A sender is taken out of a pool
// only where [Service.RemoveOthers] asks for it, and stays with the account.
//
// # Failures half way
//
// Each step of a plan sets all that it is about, most in one request. What is called comes before what
// leads to it: first the URLs of numbers and senders, then services, then who joins a pool, then who
// leaves one. So a message that arrives between two steps, or after a failure, finds either the old
// way or the new one. The next plan contains what is left; a request whose answer was lost is found
// out, since a plan looks at the account and not at what was done before.
//
// # Two at once
//
// Twilio has no locks and no transactions. Two programs that apply the same description at once end
// with it: what one finds done by the other counts as done. With different descriptions, each number,
// sender and service ends as the one says that wrote to it last, as a whole and not field by field, and
// the pools hold what both of them added. The one thing to go wrong is a service that neither of them
// found: each may make one. Just before it makes one, Apply looks again and takes one that it finds; and
// it looks after, so that the later of the two ends with [ErrAmbiguous], as does every plan from then
// on. Delete one of the two, or give the SID.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
// https://www.twilio.com/docs/messaging/api/service-resource,
// https://www.twilio.com/docs/whatsapp/api/senders
package setup
