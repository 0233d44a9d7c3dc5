// Package channels names the two ends of a message and says what lies between them.
//
// Twilio carries SMS, WhatsApp, Facebook Messenger and RCS over the same API. Which of them a
// message takes is written in the addresses it goes from and to: "+15558675310" is a phone on
// SMS, "whatsapp:+15558675310" the same person on WhatsApp. [Address] is that string with the
// questions one asks of it, [Channel] is what its prefix stands for, and
// [Channel.Capabilities] tells what a message on that channel may hold.
//
// What a program asks before it sends:
//
//   - [Channel.Fit]: what has to change in a message for it to go on a channel
//   - [Segments]: in how many SMS a body travels, and why
//   - [Sessions] and [Channel.Session]: whether only a template may be written now
//   - [Pool.Choose]: which of our addresses to write from
//
// What it asks when something arrives:
//
//   - [Keywords.Match]: whether a message is STOP, START or HELP, in any language
//   - [Configs.For]: which of our addresses it came to, and how that is set up
//
// Nothing here opens a connection or logs. The package depends on nothing but the standard library
// and github.com/rivo/uniseg, which has Unicode's tables of what people see as one character.
//
// Twilio docs: https://www.twilio.com/docs/messaging/channels
package channels
