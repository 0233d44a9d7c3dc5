// Package twiml writes, reads and checks TwiML, the XML with which a service answers Twilio.
//
// When a message arrives, Twilio asks your URL what to do and obeys the document it gets: send
// messages ([Message]), go on with another document ([Redirect]), or nothing at all (an empty
// [Response], which is the right answer when there is nothing to say).
//
// A document is a plain value. Build one with [NewResponse] or [Reply], write it with
// [Response.WriteTo], [Response.AppendTo] or as an http.Handler, read one with [Parse], and
// compare, copy or change it like any other struct in between. Verbs and attributes that this
// package does not model travel as [Element] and [Attr], so a document of Twilio's voice verbs,
// or one with an attribute newer than this package, passes through unharmed.
//
// The output depends on nothing but the value: the same document is the same bytes in every
// run, with attributes in one order and without added whitespace. What XML cannot carry is a
// [WriteError] that says where it stands, never a document that Twilio cannot read.
//
// [Response.Check] tells beforehand what Twilio would refuse, ignore or never reach, with
// Twilio's own error codes. [WithOverrides] puts timeouts and retries for one callback into its
// URL.
//
// Errors and problems name elements, attributes and positions. They never quote the text of a
// message, an address or a URL, so they are safe to log.
//
// Twilio docs: https://www.twilio.com/docs/messaging/twiml
package twiml
