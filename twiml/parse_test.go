package twiml_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
)

// One document, as each of Twilio's libraries spells it, is one value and one canonical spelling.
func TestParseWhatOtherLibrariesWrite(t *testing.T) {
	t.Parallel()
	want := map[string]*twiml.Response{
		"messaging": twiml.NewResponse(
			twiml.Comment(" Hello World "),
			twiml.Message{
				To: "+15558675310", From: "+15557122661", Action: "/done?a=1&b=2", Method: "GET",
				Body: "Store & more: 1 < 2", Media: []string{"https://demo.twilio.com/owl.png"},
			},
			twiml.Redirect{Method: "POST", URL: "https://example.com/next"},
		),
		"voice": twiml.NewResponse(
			twiml.Element{
				Name:  "Gather",
				Attrs: []twiml.Attr{{Name: "input", Value: "speech dtmf"}, {Name: "numDigits", Value: "1"}},
				Children: []twiml.Node{
					twiml.Element{
						Name:  "Say",
						Attrs: []twiml.Attr{{Name: "voice", Value: "Polly.Amy"}, {Name: "xml:lang", Value: "en-GB"}},
						Children: []twiml.Node{
							twiml.Text("Press "),
							twiml.Element{
								Name:     "emphasis",
								Attrs:    []twiml.Attr{{Name: "level", Value: "strong"}},
								Children: []twiml.Node{twiml.Text("one")},
							},
							twiml.Text(" or hold."),
						},
					},
					twiml.Element{Name: "Pause", Attrs: []twiml.Attr{{Name: "length", Value: "2"}}},
				},
			},
			twiml.Element{
				Name:  "Dial",
				Attrs: []twiml.Attr{{Name: "callerId", Value: "+15557122661"}},
				Children: []twiml.Node{
					twiml.Element{
						Name:     "Number",
						Attrs:    []twiml.Attr{{Name: "statusCallbackEvent", Value: "initiated ringing"}},
						Children: []twiml.Node{twiml.Text("+15558675310")},
					},
					twiml.Element{Name: "Client", Children: []twiml.Node{
						twiml.Element{Name: "Identity", Children: []twiml.Node{twiml.Text("alice")}},
						twiml.Element{
							Name:  "Parameter",
							Attrs: []twiml.Attr{{Name: "name", Value: "a"}, {Name: "value", Value: "<b>"}},
						},
					}},
				},
			},
			twiml.Element{Name: "Hangup"},
		),
	}
	for name, want := range want {
		canonical, err := os.ReadFile("testdata/canonical/" + name + ".xml")
		if err != nil {
			t.Fatal(err)
		}
		files, err := fs.Glob(os.DirFS("testdata"), name+"/*.xml")
		if err != nil || len(files) == 0 {
			t.Fatalf("no testdata for %s: %v", name, err)
		}
		for _, file := range files {
			t.Run(file, func(t *testing.T) {
				t.Parallel()
				document, err := os.ReadFile(filepath.Join("testdata", file))
				if err != nil {
					t.Fatal(err)
				}
				got, err := twiml.Parse(bytes.NewReader(document))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(string(canonical), got.String()); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	message := func(m twiml.Message) []twiml.Node { return []twiml.Node{m} }
	tests := map[string]struct {
		in   string // within Response
		want []twiml.Node
		out  string // how it is written again, if not as it was
	}{
		"nothing":         {in: "", want: nil},
		"blank":           {in: "\n  \n", want: nil, out: ""},
		"text":            {in: "<Message> Hi\tyou \n</Message>", want: message(twiml.Message{Body: " Hi\tyou \n"})},
		"blank text":      {in: "<Message> </Message>", want: message(twiml.Message{Body: " "})},
		"carriage return": {in: "<Message>a&#13;\n\r\nb</Message>", want: message(twiml.Message{Body: "a\r\n\nb"}), out: "<Message>a&#xD;\n\nb</Message>"},
		"emoji":           {in: "<Message>&#x1F600;😀</Message>", want: message(twiml.Message{Body: "😀😀"}), out: "<Message>😀😀</Message>"},
		"CDATA beside text": {
			in:   "<Message>a <![CDATA[<b> & ]]>c<?skip me?>d</Message>",
			want: message(twiml.Message{Body: "a <b> & cd"}),
			out:  "<Message>a &lt;b&gt; &amp; cd</Message>",
		},
		"entity":        {in: "<Message>&amp;amp;&lt;&gt;&quot;&apos;</Message>", want: message(twiml.Message{Body: `&amp;<>"'`}), out: `<Message>&amp;amp;&lt;&gt;"'</Message>`},
		"one Body":      {in: "<Message><Body>a</Body></Message>", want: message(twiml.Message{Body: "a"}), out: "<Message>a</Message>"},
		"empty Message": {in: "<Message></Message>", want: message(twiml.Message{}), out: "<Message/>"},
		"Media alone":   {in: "<Message><Media>u</Media><Media> v\n</Media></Message>", want: message(twiml.Message{Media: []string{"u", "v"}}), out: "<Message><Media>u</Media><Media>v</Media></Message>"},
		"several Body": {
			in:   "<Message><Body>a</Body><Body>b</Body></Message>",
			want: message(twiml.Message{Children: []twiml.Node{twiml.Body{Text: "a"}, twiml.Body{Text: "b"}}}),
		},
		"Body after Media": {
			in:   "<Message><Media>u</Media><Body>b</Body></Message>",
			want: message(twiml.Message{Children: []twiml.Node{twiml.Media{URL: "u"}, twiml.Body{Text: "b"}}}),
		},
		"text beside Media": {
			in:   "<Message>a <Media>u</Media> b</Message>",
			want: message(twiml.Message{Children: []twiml.Node{twiml.Text("a "), twiml.Media{URL: "u"}, twiml.Text(" b")}}),
		},
		"comment in a Message": {
			in:   "<Message>\n <!--c-->\n <Body>a</Body>\n</Message>",
			want: message(twiml.Message{Children: []twiml.Node{twiml.Comment("c"), twiml.Body{Text: "a"}}}),
			out:  "<Message><!--c--><Body>a</Body></Message>",
		},
		"markup in a Body": {
			in: "<Message><Body>a <b>b</b> c</Body></Message>",
			want: message(twiml.Message{Children: []twiml.Node{twiml.Body{Children: []twiml.Node{
				twiml.Text("a "), twiml.Element{Name: "b", Children: []twiml.Node{twiml.Text("b")}}, twiml.Text(" c"),
			}}}}),
		},
		"Body with attribute": {
			in:   `<Message><Body x="1">a</Body></Message>`,
			want: message(twiml.Message{Children: []twiml.Node{twiml.Body{Text: "a", Attrs: []twiml.Attr{{Name: "x", Value: "1"}}}}}),
		},
		"Message in a Message": {
			in:   "<Message><Message>a</Message></Message>",
			want: message(twiml.Message{Children: []twiml.Node{twiml.Message{Body: "a"}}}),
		},
		"unknown attributes": {
			in:   `<Message TO="a" x:y="&quot;&#9;&#10;&#13;'" to=""/>`,
			want: message(twiml.Message{Attrs: []twiml.Attr{{Name: "TO", Value: "a"}, {Name: "x:y", Value: "\"\t\n\r'"}, {Name: "to"}}}),
			out:  `<Message TO="a" x:y="&quot;&#x9;&#xA;&#xD;'" to=""/>`,
		},
		"comment in a Redirect": {
			in: "<Redirect>/a<!--c--> </Redirect>",
			want: []twiml.Node{twiml.Redirect{Children: []twiml.Node{
				twiml.Text("/a"), twiml.Comment("c"), twiml.Text(" "),
			}}},
		},
		"Sms": {
			in: `<Sms to="+15558675310">Hi</Sms>`,
			want: []twiml.Node{twiml.Element{
				Name: "Sms", Attrs: []twiml.Attr{{Name: "to", Value: "+15558675310"}}, Children: []twiml.Node{twiml.Text("Hi")},
			}},
		},
		"prefix": {
			in:   `<a:b xmlns:a="urn:a"><a:c/></a:b>`,
			want: []twiml.Node{twiml.Element{Name: "a:b", Attrs: []twiml.Attr{{Name: "xmlns:a", Value: "urn:a"}}, Children: []twiml.Node{twiml.Element{Name: "a:c"}}}},
		},
		"space between words": {
			in: "<Say>\n<w>a</w> <w>b</w>\n</Say>",
			want: []twiml.Node{twiml.Element{Name: "Say", Children: []twiml.Node{
				twiml.Element{Name: "w", Children: []twiml.Node{twiml.Text("a")}},
				twiml.Text(" "),
				twiml.Element{Name: "w", Children: []twiml.Node{twiml.Text("b")}},
			}}},
			out: "<Say><w>a</w> <w>b</w></Say>",
		},
		"text in Response": {in: " a <Message/> ", want: []twiml.Node{twiml.Text(" a "), twiml.Message{}}, out: " a <Message/>"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := "<Response>" + tt.in + "</Response>"
			got, err := twiml.Parse(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(twiml.NewResponse(tt.want...), got); diff != "" {
				t.Error(diff)
			}
			out := "<Response>" + tt.out + "</Response>"
			if tt.out == "" {
				out = in
			}
			if len(tt.want) == 0 {
				out = "<Response/>"
			}
			if diff := cmp.Diff(`<?xml version="1.0" encoding="UTF-8"?>`+out, got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseAcceptsWaysToBegin(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		`<Response/>`,
		"\n <Response/>\n",
		"\uFEFF<Response/>",
		"\uFEFF<?xml version=\"1.0\"?><Response/>",
		`<?xml version="1.0" encoding="uTf-8"?><Response/>`,
		`<?xml version="1.0" encoding="US-ASCII"?><Response/>`,
		`<?xml version="1.0"?><?xml-stylesheet href="a"?><!-- a --><Response></Response><!-- b -->`,
	} {
		got, err := twiml.Parse(strings.NewReader(in))
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if diff := cmp.Diff(&twiml.Response{}, got); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	in := func(s string) string { return "<Response>" + s + "</Response>" }
	var entities strings.Builder
	for c := 'b'; c <= 'z'; c++ {
		fmt.Fprintf(&entities, "<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	bomb := "<!DOCTYPE lolz [<!ENTITY a \"lol\">" + entities.String() + "]>"
	tests := map[string]struct {
		in   string
		want string
	}{
		"empty":                 {"", "document is empty (12100)"},
		"blank":                 {" \n", "document is empty (12100)"},
		"plain text":            {"OK", "document does not begin with < (12100)"},
		"JSON":                  {`{"a": "<Response/>"}`, "document does not begin with < (12100)"},
		"NUL":                   {"\x00<Response/>", "document does not begin with < (12100)"},
		"UTF-16":                {"\xFF\xFE<\x00R\x00", "document is in UTF-16; only UTF-8 is read (12100)"},
		"Latin-1":               {`<?xml version="1.0" encoding="ISO-8859-1"?><Response/>`, "document declares encoding ISO-8859-1; only UTF-8 is read (12100)"},
		"version 1.1":           {`<?xml version="1.1"?><Response/>`, "line 1, column 22: XML declaration is not one of version 1.0 (12100)"},
		"blank before":          {"\n<?xml version=\"1.0\"?><Response/>", "XML declaration is not at the very start (12100)"},
		"comment before":        {"<!-- a --><?xml version=\"1.0\"?><Response/>", "XML declaration is not at the very start (12100)"},
		"declaration within":    {in("<?xml version=\"1.0\"?>"), "/Response: XML declaration is not at the very start (12100)"},
		"no element":            {"<!-- a -->", "document has no element (12100)"},
		"wrong root":            {"<html><body/></html>", "root element is <html>, not <Response> (12102)"},
		"wrong case":            {"<response/>", "root element is <response>, not <Response>: names are case-sensitive (12102)"},
		"prefixed root":         {"<t:Response/>", "root element is <t:Response>, not <Response> (12102)"},
		"two roots":             {"<Response/><Response/>", "a second element follows the root (12100)"},
		"text after":            {"<Response/>secret", "text stands outside the root element (12100)"},
		"DTD":                   {"<!DOCTYPE html>" + in(""), "document type declarations and other directives are not allowed (12100)"},
		"DTD within":            {in("<Message><!DOCTYPE a></Message>"), "/Response/Message[1]: document type declarations and other directives are not allowed (12100)"},
		"external entity":       {`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + in("<Message>&x;</Message>"), "line 1, column 77: & does not begin an entity that XML defines; text writes it &amp; (12100)"},
		"billion laughs":        {bomb + in("<Message>lol</Message>"), "document type declarations and other directives are not allowed (12100)"},
		"unknown entity":        {in("<Message>\nFish &chips;</Message>"), "line 2, column 13: & does not begin an entity that XML defines; text writes it &amp; (12100)"},
		"ampersand":             {in("<Message>a&secret b</Message>"), "line 1, column 28: & does not begin an entity that XML defines; text writes it &amp; (12100)"},
		"less than":             {in("<Message>I <3secret you</Message>"), "line 1, column 30: < is not followed by a name; text writes it &lt; (12100)"},
		"control character":     {in("<Message>\x01</Message>"), "line 1, column 21: illegal character code U+0001 (12100)"},
		"NUL in text":           {in("<Message>\x00</Message>"), "line 1, column 21: illegal character code U+0000 (12100)"},
		"escaped control":       {in("<Message>&#1;</Message>"), "line 1, column 24: illegal character code U+0001 (12100)"},
		"control in comment":    {in("<Message/><!--\x01-->"), "/Response: comment: character U+0001 cannot be written in XML (12100)"},
		"invalid UTF-8":         {in("<Message>\xC3(</Message>"), "line 1, column 22: invalid UTF-8 (12100)"},
		"unclosed":              {"<Response>\n<Message>Hi", "line 2, column 12: <Message> is not closed (12100)"},
		"closed twice":          {"<Response/></Response>", "line 1, column 23: </Response> closes nothing (12100)"},
		"crossed":               {"<Response><Message></Response></Message>", "line 1, column 31: </Response> stands where </Message> is due (12100)"},
		"cut in a tag":          {"<Response><Mess", "line 1, column 16: document ends within a tag, a comment or a CDATA section (12100)"},
		"attribute twice":       {in(`<Message/><Message to="1" to="2"/>`), "/Response/Message[2]/@to: attribute is given twice (12100)"},
		"attribute unquoted":    {in(`<Message to=1/>`), "line 1, column 24: unquoted or missing attribute value in element (12100)"},
		"attributes":            {in("<Message" + attributes(65) + "/>"), "/Response/Message[1]: more than 64 attributes (12100)"},
		"thousands of them":     {in("<Message" + attributes(5000) + "/>"), "/Response/Message[1]: more than 64 attributes (12100)"},
		"attributes of root":    {"<Response" + attributes(65) + "/>", "/Response: more than 64 attributes (12100)"},
		"nodes":                 {in(strings.Repeat("<a/>", 5000)), "/Response: more than 4096 nodes (12100)"},
		"nodes with text":       {in(strings.Repeat("<a/>", 4095) + "<b>c</b>"), "/Response/b[1]: more than 4096 nodes (12100)"},
		"depth":                 {strings.Repeat("<Response>", 33) + strings.Repeat("</Response>", 33), "line 1, column 331: nested deeper than 32 levels (12100)"},
		"ten thousand levels":   {strings.Repeat("<a>", 10_000), "line 1, column 100: nested deeper than 32 levels (12100)"},
		"ten thousand, closed":  {strings.Repeat("<a>", 9_000) + strings.Repeat("</a>", 9_000), "line 1, column 100: nested deeper than 32 levels (12100)"},
		"too large":             {in("<Message>" + strings.Repeat("x", twiml.MaxSize) + "</Message>"), "document is larger than 65536 bytes (11750)"},
		"long name":             {"<" + strings.Repeat("é", 1000) + "/>", "root element is <" + strings.Repeat("é", 20) + "...>, not <Response> (12102)"},
		"closing tag with more": {"<Response></Response secret>", "line 1, column 23: closing tag holds more than a name (12100)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := twiml.Parse(strings.NewReader(tt.in))
			if r != nil {
				t.Errorf("got %s beside the error", r)
			}
			if _, ok := errors.AsType[*twiml.ParseError](err); !ok {
				t.Fatalf("got %T (%v), want a *ParseError", err, err)
			}
			if diff := cmp.Diff("twiml: parse: "+tt.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d=""`, i)
	}
	return b.String()
}

// endless is a document of 100 MB that counts how much of it has been read.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	if e.read > 100<<20 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = "<a>"[(e.read+i)%3]
	}
	e.read += len(p)
	return len(p), nil
}

func TestParseStopsReadingAtTheLimit(t *testing.T) {
	t.Parallel()
	var e endless
	_, err := twiml.Parse(&e)
	if perr, ok := errors.AsType[*twiml.ParseError](err); !ok || perr.Code != 11750 {
		t.Errorf("got %v, want error 11750", err)
	}
	if e.read > twiml.MaxSize+1 {
		t.Errorf("read %d bytes of a document that is too large at %d", e.read, twiml.MaxSize+1)
	}
}

func TestParseReadsUpToTheLimits(t *testing.T) {
	t.Parallel()
	fill := func(n int) string {
		const head, tail = "<Response><Message>", "</Message></Response>"
		return head + strings.Repeat("x", n-len(head)-len(tail)) + tail
	}
	for name, doc := range map[string]string{
		"size":  fill(twiml.MaxSize),
		"depth": strings.Repeat("<Response>", twiml.MaxDepth) + strings.Repeat("</Response>", twiml.MaxDepth),
		"attrs": "<Response" + attributes(twiml.MaxAttrs) + "/>",
		"nodes": "<Response>" + strings.Repeat("<a/>", twiml.MaxNodes) + "</Response>",
	} {
		r, err := twiml.Parse(strings.NewReader(doc))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := r.WriteTo(io.Discard); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParsePassesOnTheReadersError(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	_, err := twiml.Parse(io.MultiReader(strings.NewReader("<Response>"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}
