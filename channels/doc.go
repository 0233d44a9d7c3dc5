// Package channels names the two ends of a message and says what lies between them.
//
// Twilio carries SMS, WhatsApp, Facebook Messenger and RCS over the same API. Which of them a
// message takes is written in the addresses it goes from and to: "+15558675310" is a phone on
// SMS, "whatsapp:+15558675310" the same person on WhatsApp. [Address] is that string with the
// questions one asks of it, [Channel] is what its prefix stands for, and
// [Channel.Capabilities] tells what a message on that channel may hold.
//
// The package opens no connection. It depends on nothing but the standard library and the tables by
// which people see several code points as one character, from github.com/rivo/uniseg.
//
// Twilio docs: https://www.twilio.com/docs/messaging/channels
package channels
