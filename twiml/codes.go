package twiml

// Twilio's codes for what can be wrong with a document.
//
// Twilio docs: https://www.twilio.com/docs/api/errors
const (
	codeURL            = 11100 // URL has an invalid format
	codeEdge           = 11240 // edge location in a connection override is invalid
	codeRetryPolicy    = 11243 // retry policy in a connection override is invalid
	codeTemplate       = 11310 // token of a template in a URL is invalid
	codeTemplateOpen   = 11320 // template in a URL has a bracket that is not closed
	codeTooLarge       = 11750 // TwiML response body is too large
	codeParse          = 12100 // document cannot be parsed
	codeRoot           = 12102 // root is not Response
	codeSchema         = 12200 // element or attribute is not in the schema
	codeTo             = 14101 // to is invalid
	codeFrom           = 14102 // from is invalid
	codeBody           = 14103 // body is invalid
	codeMethod         = 14104 // method is invalid
	codeStatusCallback = 14105 // statusCallback is invalid
	codeReplyLimit     = 14109 // too many replies to one message
	codeVerb           = 14110 // verb cannot answer a message
	codeBodyTooLong    = 21617 // body has more than 1600 characters
	codeTooManyMedia   = 21623 // more than 10 media
)
