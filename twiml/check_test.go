package twiml_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	const first = "/Response/Message[1]"
	times := func(n int, s string) string { return strings.Repeat(s, n) }
	tests := map[string]struct {
		in   string // within Response
		want []string
	}{
		"nothing":   {in: "", want: nil},
		"plain":     {in: "<Message>Hi</Message>", want: nil},
		"all right": {in: `<!-- c --><Message to="whatsapp:+15558675310" from="ACME 24" statusCallback="../status?a=b" method="GET"><Body>a</Body><!-- c --><Media>https://demo.twilio.com/owl.png</Media></Message><Redirect method="POST">?next</Redirect><!-- c -->`, want: nil},
		"media alone": {in: "<Message><Media>https://demo.twilio.com/owl.png</Media></Message>",
			want: nil},
		"Sms":                 {in: `<Sms to="5558675310">Hi</Sms>`, want: nil},
		"namespaces":          {in: `<Message xmlns="urn:a" xmlns:b="urn:b" xml:space="preserve">Hi</Message>`, want: nil},
		"numbers":             {in: `<Message to="+1 (555) 867-53.10" from="12345">Hi</Message>`, want: nil},
		"channels":            {in: `<Message to="messenger:1094384847" from="rcs:acme_q5yx2_agent">Hi</Message>`, want: nil},
		"longest":             {in: "<Message>" + times(1600, "é") + "</Message>", want: nil},
		"most media":          {in: "<Message>" + times(10, "<Media>https://a.b/c</Media>") + "</Message>", want: nil},
		"most messages":       {in: times(10, "<Message>a</Message>"), want: nil},
		"URL with overrides":  {in: `<Message action="/a#ct=2000&amp;rc=0">a</Message>`, want: nil},
		"case of a verb":      {in: "<message>Hi</message>", want: []string{"/Response/message[1]: names are case-sensitive: write Message (ignored, 12200)"}},
		"unknown verb":        {in: "<Fax/>", want: []string{"/Response/Fax[1]: verb is unknown (ignored, 12200)"}},
		"voice verbs":         {in: "<Say>Hi</Say><Gather/><Say/>", want: []string{"/Response/Say[1]: verb is for calls; an answer to a message can hold Message and Redirect (refused, 14110)", "/Response/Gather[1]: verb is for calls; an answer to a message can hold Message and Redirect (refused, 14110)", "/Response/Say[2]: verb is for calls; an answer to a message can hold Message and Redirect (refused, 14110)"}},
		"text in Response":    {in: "<Message>a</Message>secret", want: []string{"/Response/text()[1]: text stands outside a verb (ignored, 12200)"}},
		"nouns in Response":   {in: "<Body>a</Body><Media>b</Media>", want: []string{"/Response/Body[1]: Body belongs in a Message (ignored, 12200)", "/Response/Media[1]: Media belongs in a Message (ignored, 12200)"}},
		"case of a noun":      {in: "<Message>a<body>b</body><MEDIA/></Message>", want: []string{first + "/body[1]: names are case-sensitive: write Body (ignored, 12200)", first + "/MEDIA[1]: names are case-sensitive: write Media (ignored, 12200)"}},
		"unknown noun":        {in: "<Message>a<b>c</b></Message>", want: []string{first + "/b[1]: Message holds text, Body and Media only (ignored, 12200)"}},
		"nested verbs":        {in: "<Message>a<Message>b</Message><Redirect/><Sms/></Message>", want: []string{first + "/Message[1]: a verb cannot stand in a Message (refused, 12200)", first + "/Redirect[1]: a verb cannot stand in a Message (refused, 12200)", first + "/Sms[1]: a verb cannot stand in a Message (refused, 12200)"}},
		"markup in nouns":     {in: "<Message><Body>a<b/></Body><Media>/u<i/></Media></Message><Redirect>/n<b/></Redirect>", want: []string{first + "/Body[1]/b[1]: only text can stand here (ignored, 12200)", first + "/Media[1]/i[1]: only text can stand here (ignored, 12200)", "/Response/Redirect[1]/b[1]: only text can stand here (ignored, 12200)"}},
		"unknown attributes":  {in: `<Message a="1"><Body b="2">a</Body><Media c="3">/u</Media></Message><Redirect d="4">/n</Redirect>`, want: []string{first + "/@a: attribute is unknown (ignored, 12200)", first + "/Body[1]/@b: attribute is unknown (ignored, 12200)", first + "/Media[1]/@c: attribute is unknown (ignored, 12200)", "/Response/Redirect[1]/@d: attribute is unknown (ignored, 12200)"}},
		"case of attributes":  {in: `<Message statuscallback="/a" To="b">a</Message>`, want: []string{first + "/@statuscallback: names are case-sensitive: write statusCallback (ignored, 12200)", first + "/@To: names are case-sensitive: write to (ignored, 12200)"}},
		"method":              {in: `<Message>a</Message><Message method="PUT">a</Message><Redirect method="get">/a</Redirect>`, want: []string{"/Response/Message[2]/@method: not GET or POST (refused, 14104)", "/Response/Redirect[1]/@method: documented in capitals: write GET (doubtful, 14104)"}},
		"empty attributes":    {in: `<Message to="" method="" action="">a</Message>`, want: []string{first + "/@to: attribute is empty (doubtful, 14101)", first + "/@method: attribute is empty (doubtful, 14104)", first + "/@action: attribute is empty (doubtful, 11100)"}},
		"to in words":         {in: `<Message to="my friend">a</Message>`, want: []string{first + "/@to: not a phone number or a channel address (refused, 14101)"}},
		"to too long":         {in: `<Message to="+1555867531055555">a</Message>`, want: []string{first + "/@to: not a phone number or a channel address (refused, 14101)"}},
		"to without address":  {in: `<Message to="whatsapp:">a</Message>`, want: []string{first + "/@to: not a phone number or a channel address (refused, 14101)"}},
		"from too long":       {in: `<Message from="TWELVE CHARS">a</Message>`, want: []string{first + "/@from: not a phone number, a channel address, or 1 to 11 letters, digits and spaces (refused, 14102)"}},
		"from with signs":     {in: `<Message from="A&amp;B">a</Message>`, want: []string{first + "/@from: not a phone number, a channel address, or 1 to 11 letters, digits and spaces (refused, 14102)"}},
		"from without letter": {in: `<Message from="1 ">a</Message>`, want: []string{first + "/@from: not a phone number, a channel address, or 1 to 11 letters, digits and spaces (refused, 14102)"}},
		"URLs": {
			in: `<Message action="ftp://a/b" statusCallback="https://my_host/a">a</Message>`,
			want: []string{
				first + "/@action: scheme of the URL is not http or https (refused, 11100)",
				first + "/@statusCallback: host names cannot have an underscore (refused, 14105)",
			},
		},
		"media URLs": {
			in: "<Message><Media>https:///a</Media><Media/><Media>https://a b/</Media><Media>//</Media><Media>https://a:x/</Media></Message>",
			want: []string{
				first + "/Media[1]: URL has no host (refused, 11100)",
				first + "/Media[2]: Media has no URL (refused, 11100)",
				first + "/Media[3]: not a URL (refused, 11100)",
				first + "/Media[4]: URL has no host (refused, 11100)",
				first + "/Media[5]: not a URL (refused, 11100)",
			},
		},
		"braces in URLs": {
			in: `<Message action="/a?b={c}" statusCallback="https://a.b/{c}/{d">a</Message><Redirect>/{a}#rc=9</Redirect>`,
			want: []string{
				first + "/@action: Twilio reads braces in a URL as a template; literal ones are written %7B and %7D (doubtful, 11310)",
				first + "/@statusCallback: Twilio reads braces in a URL as a template, and one is not closed; a literal { is written %7B (refused, 11320)",
				"/Response/Redirect[1]: never reached: a Message with an action comes before it (ignored)",
				"/Response/Redirect[1]: Twilio reads braces in a URL as a template; literal ones are written %7B and %7D (doubtful, 11310)",
				"/Response/Redirect[1]: connection override Retries: not a number from 0 to 5 (doubtful, 11243)",
			},
		},
		"escaped braces": {in: `<Message statusCallback="/a?b=%7Bc%7D">a</Message><Redirect>/a}</Redirect>`, want: nil},
		"bad overrides": {
			in: `<Message action="/a#rc=9" statusCallback="/b#e=moon">a</Message>`,
			want: []string{
				first + "/@action: connection override Retries: not a number from 0 to 5 (doubtful, 11243)",
				first + "/@statusCallback: connection override Edges: not a list of ashburn, dublin, frankfurt, sao-paulo, singapore, sydney, tokyo, umatilla, each with or without -ix (doubtful, 11240)",
			},
		},
		"no URL":               {in: "<Redirect> </Redirect>", want: []string{"/Response/Redirect[1]: Redirect has no URL (doubtful, 11100)"}},
		"no content":           {in: "<Message/><Message> </Message><Message><Body/></Message>", want: []string{first + ": message has neither text nor media (doubtful, 14103)", "/Response/Message[2]: message has neither text nor media (doubtful, 14103)", "/Response/Message[3]: message has neither text nor media (doubtful, 14103)"}},
		"too long":             {in: "<Message>" + times(1601, "é") + "</Message>", want: []string{first + ": text is longer than 1600 UTF-16 code units (refused, 21617)"}},
		"too long, emoji":      {in: "<Message>" + times(801, "😀") + "</Message>", want: []string{first + ": text is longer than 1600 UTF-16 code units (refused, 21617)"}},
		"too long, padded":     {in: "<Message>\n  " + times(1600, "a") + "\n</Message>", want: []string{first + ": text is longer than 1600 UTF-16 code units with the whitespace around it (doubtful, 21617)"}},
		"too long, joined":     {in: "<Message>" + times(2, "<Body>"+times(801, "a")+"</Body>") + "</Message>", want: []string{first + ": text is longer than 1600 UTF-16 code units (refused, 21617)"}},
		"media":                {in: "<Message>" + times(11, "<Media>https://a.b/c</Media>") + "</Message>", want: []string{first + ": more than 10 media (refused, 21623)"}},
		"messages":             {in: times(12, "<Message>a</Message>"), want: []string{"/Response/Message[11]: more than 10 messages answer one (refused, 14109)", "/Response/Message[12]: more than 10 messages answer one (refused, 14109)"}},
		"messages not reached": {in: times(10, "<Message>a</Message>") + "<Redirect>/a</Redirect><Message>b</Message>", want: []string{"/Response/Message[11]: never reached: a Redirect comes before it (ignored)"}},
		"after Redirect":       {in: "<Redirect>/a</Redirect><!-- c --><Message>a</Message><Redirect>/b</Redirect>", want: []string{first + ": never reached: a Redirect comes before it (ignored)", "/Response/Redirect[2]: never reached: a Redirect comes before it (ignored)"}},
		"after an action":      {in: `<Message action="/a">a</Message><Message>b</Message>`, want: []string{"/Response/Message[2]: never reached: a Message with an action comes before it (ignored)"}},
		"in order":             {in: `<Message to="?" method="?"/><b/>c`, want: []string{first + "/@to: not a phone number or a channel address (refused, 14101)", first + "/@method: not GET or POST (refused, 14104)", first + ": message has neither text nor media (doubtful, 14103)", "/Response/b[1]: verb is unknown (ignored, 12200)", "/Response/text()[1]: text stands outside a verb (ignored, 12200)"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := twiml.Parse(strings.NewReader("<Response>" + tt.in + "</Response>"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range r.Check() {
				got = append(got, p.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Values that no document could have been parsed to.
func TestCheckValues(t *testing.T) {
	t.Parallel()
	problem := func(path string, code int, s twiml.Severity, message string) []twiml.Problem {
		return []twiml.Problem{{Path: path, Code: code, Severity: s, Message: message}}
	}
	tests := map[string]struct {
		in   *twiml.Response
		want []twiml.Problem
	}{
		"nil":       {nil, nil},
		"pointers":  {twiml.NewResponse(&twiml.Message{Body: "a"}, &twiml.Redirect{URL: "/a"}), nil},
		"unwritten": {twiml.Reply("\x01"), problem("/Response/Message[1]/Body", 12100, twiml.Refused, "character U+0001 cannot be written in XML")},
		"nil node":  {twiml.NewResponse(nil), problem("/Response/node()[1]", 12100, twiml.Refused, "node is nil")},
		"large":     {twiml.NewResponse(twiml.Comment(strings.Repeat("a", twiml.MaxSize))), problem("/Response", 11750, twiml.Refused, "document is larger than 65536 bytes")},
		"root":      {&twiml.Response{Attrs: []twiml.Attr{{Name: "a"}}}, problem("/Response/@a", 12200, twiml.Ignored, "attribute is unknown")},
		"element by the name of a verb": {
			twiml.NewResponse(twiml.Element{Name: "Message", Attrs: []twiml.Attr{{Name: "method", Value: "PUT"}}, Children: []twiml.Node{twiml.Text("a")}}),
			problem("/Response/Message[1]/@method", 14104, twiml.Refused, "not GET or POST"),
		},
		"media in both places": {
			twiml.NewResponse(twiml.Message{Media: []string{"/a"}, Children: []twiml.Node{twiml.Media{URL: "/b"}, &twiml.Media{}}}),
			problem("/Response/Message[1]/Media[3]", 11100, twiml.Refused, "Media has no URL"),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.in.Check()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSeverityString(t *testing.T) {
	t.Parallel()
	if got := twiml.Severity(7).String(); got != "Severity(7)" {
		t.Errorf("got %s", got)
	}
}
