// Package phone turns phone numbers as people write them into addresses that Twilio takes, and
// back: "(555) 867-5310" in the United States is +15558675310, "0151 23456789" in Germany is
// +4915123456789.
//
// It knows the numbering plan of each country: how long numbers are, what is dialed before them,
// and which belong to mobile phones. The knowledge is that of Google's libphonenumber, by way of its
// port [github.com/nyaruka/phonenumbers], which is brought up to date every few weeks: update that
// module to know of new area codes.
//
// The package stands apart from [channels] because it is not light: a program that imports it grows
// by about 7 MB and starts some 10 ms later. Programs that have their numbers in E.164 already need
// only [channels.Parse].
//
// Nothing here sends a request. Whether a number is in service is for Twilio to say.
package phone
