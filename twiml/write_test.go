package twiml_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
)

const declaration = `<?xml version="1.0" encoding="UTF-8"?>`

// foreign is a Node by embedding, which the package cannot see into.
type foreign struct{ twiml.Element }

func TestWrite(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		in   *twiml.Response
		want string
	}{
		"nil":   {nil, "<Response/>"},
		"zero":  {&twiml.Response{}, "<Response/>"},
		"empty": {twiml.NewResponse(), "<Response/>"},
		"reply": {twiml.Reply("Hi"), "<Response><Message>Hi</Message></Response>"},
		"reply with media": {
			twiml.Reply("Hi", "https://a/1", "https://a/2?b=1&c=2"),
			"<Response><Message><Body>Hi</Body><Media>https://a/1</Media><Media>https://a/2?b=1&amp;c=2</Media></Message></Response>",
		},
		"media alone": {twiml.Reply("", "u"), "<Response><Message><Media>u</Media></Message></Response>"},
		"attributes in order": {
			twiml.NewResponse(twiml.Message{
				Attrs: []twiml.Attr{{Name: "z", Value: "6"}, {Name: "a", Value: "7"}},
				To:    "1", From: "2", Action: "3", Method: "4", StatusCallback: "5", Body: "b",
			}, twiml.Redirect{URL: "u", Method: "GET", Attrs: []twiml.Attr{{Name: "x"}}}),
			`<Response><Message to="1" from="2" action="3" method="4" statusCallback="5" z="6" a="7">b</Message>` +
				`<Redirect method="GET" x="">u</Redirect></Response>`,
		},
		"attributes of root": {
			&twiml.Response{Attrs: []twiml.Attr{{Name: "version", Value: "1"}}},
			`<Response version="1"/>`,
		},
		"fields before children": {
			twiml.NewResponse(
				twiml.Message{Body: "a", Media: []string{"u"}, Children: []twiml.Node{twiml.Body{Text: "b"}, twiml.Text("c")}},
				twiml.Message{Body: "a", Children: []twiml.Node{twiml.Comment("c")}},
				twiml.Redirect{URL: "/a", Children: []twiml.Node{twiml.Comment("c")}},
			),
			"<Response><Message><Body>a</Body><Media>u</Media><Body>b</Body>c</Message>" +
				"<Message><Body>a</Body><!--c--></Message><Redirect>/a<!--c--></Redirect></Response>",
		},
		"escapes in text": {
			twiml.NewResponse(twiml.Message{Body: "a & b < c > d \" ' \t\r\n é 😀 \uFFFD"}),
			"<Response><Message>a &amp; b &lt; c &gt; d \" ' \t&#xD;\n é 😀 \uFFFD</Message></Response>",
		},
		"escapes in attributes": {
			twiml.NewResponse(twiml.Message{Action: "a & b < c > d \" ' \t\r\n é"}),
			`<Response><Message action="a &amp; b &lt; c &gt; d &quot; ' &#x9;&#xD;&#xA; é"/></Response>`,
		},
		"nothing in comments": {
			twiml.NewResponse(twiml.Comment(" a & b < c - d ")),
			"<Response><!-- a & b < c - d --></Response>",
		},
		"pointers": {
			twiml.NewResponse(
				&twiml.Message{Children: []twiml.Node{&twiml.Body{Text: "b"}, &twiml.Media{URL: "u"}, new(twiml.Text("t"))}},
				&twiml.Redirect{URL: "/a"}, &twiml.Element{Name: "E"}, new(twiml.Comment("c")),
			),
			"<Response><Message><Body>b</Body><Media>u</Media>t</Message><Redirect>/a</Redirect><E/><!--c--></Response>",
		},
		"names": {
			twiml.NewResponse(twiml.Element{
				Name: "é:_1-.", Attrs: []twiml.Attr{{Name: "xml:lang", Value: "en"}, {Name: "ü", Value: ""}},
			}),
			`<Response><é:_1-. xml:lang="en" ü=""/></Response>`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := declaration + tt.want
			var b bytes.Buffer
			n, err := tt.in.WriteTo(&b)
			if err != nil || n != int64(len(want)) {
				t.Errorf("WriteTo returned %d, %v; want %d, nil", n, err, len(want))
			}
			if diff := cmp.Diff(want, b.String()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(want, tt.in.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	deep := twiml.Node(twiml.Text("x"))
	for range twiml.MaxDepth {
		deep = twiml.Element{Name: "e", Children: []twiml.Node{deep}}
	}
	element := func(name string) twiml.Node { return twiml.Element{Name: name} }
	attr := func(name string) twiml.Node {
		return twiml.Element{Name: "e", Attrs: []twiml.Attr{{Name: "ok"}, {Name: name}}}
	}
	const badName, badAttr = "/Response/*[1]: element name is not an XML name", "/Response/e[1]/@*[2]: attribute name is not an XML name"
	tests := map[string]struct {
		in   twiml.Node
		want string
	}{
		"body":              {twiml.Message{Body: "secret\x01"}, "/Response/Message[1]/Body: character U+0001 cannot be written in XML"},
		"body with media":   {twiml.Message{Body: "\x00", Media: []string{"u"}}, "/Response/Message[1]/Body: character U+0000 cannot be written in XML"},
		"media":             {twiml.Message{Media: []string{"u", "\x7f\x1f"}}, "/Response/Message[1]/Media[2]: character U+001F cannot be written in XML"},
		"noncharacter":      {twiml.Message{Body: "\uFFFF"}, "/Response/Message[1]/Body: character U+FFFF cannot be written in XML"},
		"invalid UTF-8":     {twiml.Message{Body: "a\xffb"}, "/Response/Message[1]/Body: not valid UTF-8"},
		"surrogate":         {twiml.Message{Body: "\xed\xa0\x80"}, "/Response/Message[1]/Body: not valid UTF-8"},
		"attribute":         {twiml.Message{To: "+1555\x02"}, "/Response/Message[1]/@to: character U+0002 cannot be written in XML"},
		"URL":               {twiml.Redirect{URL: "\x02"}, "/Response/Redirect[1]/text(): character U+0002 cannot be written in XML"},
		"text":              {twiml.Text("\x02"), "/Response/text()[1]: character U+0002 cannot be written in XML"},
		"comment":           {twiml.Comment("\x02"), "/Response/comment()[1]: character U+0002 cannot be written in XML"},
		"comment's end":     {twiml.Comment("a--b"), `/Response/comment()[1]: a comment can hold neither "--" nor a "-" at its end`},
		"comment's last":    {twiml.Comment("a-"), `/Response/comment()[1]: a comment can hold neither "--" nor a "-" at its end`},
		"nested":            {twiml.Message{Children: []twiml.Node{twiml.Body{}, twiml.Body{Text: "\x02"}}}, "/Response/Message[1]/Body[2]/text(): character U+0002 cannot be written in XML"},
		"no name":           {element(""), badName},
		"space in name":     {element("a b"), badName},
		"digit first":       {element("1a"), badName},
		"markup in name":    {element("a><b"), badName},
		"two prefixes":      {element("a:b:c"), badName},
		"emoji as name":     {element("😀"), badName},
		"invalid name":      {element("a\xff"), badName},
		"no attribute name": {attr(""), badAttr},
		"= in attribute":    {attr("a=b"), badAttr},
		"tab in attribute":  {attr("é\té"), badAttr},
		"given twice":       {attr("ok"), "/Response/e[1]/@ok: attribute is given twice"},
		"given as field":    {twiml.Message{To: "1", Attrs: []twiml.Attr{{Name: "to", Value: "2"}}}, "/Response/Message[1]/@to: attribute is given twice"},
		"nil":               {nil, "/Response/node()[1]: node is nil"},
		"nil pointer":       {(*twiml.Message)(nil), "/Response/node()[1]: *twiml.Message is nil or not a node of this package"},
		"foreign":           {foreign{}, "/Response/node()[1]: twiml_test.foreign is nil or not a node of this package"},
		"depth":             {deep, "/Response" + strings.Repeat("/e[1]", twiml.MaxDepth) + ": nested deeper than 32 levels"},
		"attributes":        {twiml.Element{Name: "e", Attrs: make([]twiml.Attr, twiml.MaxAttrs+1)}, "/Response/e[1]: more than 64 attributes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := twiml.NewResponse(tt.in)
			var b bytes.Buffer
			n, err := r.WriteTo(&b)
			if _, ok := errors.AsType[*twiml.WriteError](err); !ok {
				t.Fatalf("got %T (%v), want a *WriteError", err, err)
			}
			if diff := cmp.Diff("twiml: "+tt.want, err.Error()); diff != "" {
				t.Error(diff)
			}
			if n != 0 || b.Len() > 0 {
				t.Errorf("%d bytes were written beside the error", b.Len())
			}
			if got, err := r.AppendTo([]byte("before")); string(got) != "before" || err == nil {
				t.Errorf("AppendTo returned %q, %v", got, err)
			}
			if got := r.String(); !strings.HasPrefix(got, "<!-- twiml: /Response/") || !strings.HasSuffix(got, " -->") {
				t.Errorf("String returned %q", got)
			}
		})
	}
}

// A loop of pointers has no end.
func TestWriteRefusesLoops(t *testing.T) {
	t.Parallel()
	e := &twiml.Element{Name: "e", Children: make([]twiml.Node, 1)}
	e.Children[0] = e
	r := twiml.NewResponse(e)
	if _, err := r.WriteTo(io.Discard); err == nil {
		t.Error("no error")
	}
	if got := len(r.Check()); got == 0 {
		t.Error("Check found nothing")
	}
}

func TestWritePathCountsSiblings(t *testing.T) {
	t.Parallel()
	bad := twiml.Message{Body: "\x01"}
	_, err := twiml.NewResponse(
		twiml.Text("a"), twiml.Message{}, twiml.Redirect{}, &twiml.Message{}, twiml.Element{Name: "Message"}, bad,
	).AppendTo(nil)
	want := "twiml: /Response/Message[4]/Body: character U+0001 cannot be written in XML"
	if err == nil {
		t.Fatal("no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Error(diff)
	}
}

func TestAppendToAllocatesNothing(t *testing.T) {
	r := reply()
	r.Children = append(r.Children,
		twiml.Message{Body: "a", Children: []twiml.Node{twiml.Comment("b"), twiml.Body{Text: "c\r"}}},
		twiml.Element{Name: "Say", Attrs: []twiml.Attr{{Name: "xml:lang", Value: "en"}}, Children: []twiml.Node{twiml.Text("é")}},
	)
	buf := make([]byte, 0, 1024)
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := r.AppendTo(buf); err != nil {
			t.Fatal(err)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want none", allocs)
	}
}

func TestAppendToAppends(t *testing.T) {
	t.Parallel()
	got, err := twiml.Reply("Hi").AppendTo([]byte("before "))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("before "+declaration+"<Response><Message>Hi</Message></Response>", string(got)); diff != "" {
		t.Error(diff)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write(p []byte) (int, error) { return 3, io.ErrShortWrite }

func TestWriteToPassesOnTheWritersError(t *testing.T) {
	t.Parallel()
	n, err := twiml.Reply("Hi").WriteTo(brokenWriter{})
	if n != 3 || !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("got %d, %v", n, err)
	}
}

func TestMessageForms(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		in    twiml.Message
		text  string
		media []string
	}{
		"nothing": {},
		"fields":  {in: twiml.Message{Body: " a ", Media: []string{" u ", "v"}}, text: " a ", media: []string{"u", "v"}},
		"children": {
			in: twiml.Message{Body: "a", Media: []string{"u"}, Children: []twiml.Node{
				twiml.Text("b"), twiml.Comment("no"), twiml.Media{URL: " v "}, twiml.Element{Name: "Body", Children: []twiml.Node{twiml.Text("c")}},
				&twiml.Body{Text: "d", Children: []twiml.Node{twiml.Comment("no"), twiml.Text("e")}},
				&twiml.Media{Children: []twiml.Node{twiml.Text(" w "), twiml.Comment("no")}}, nil,
			}},
			text: "abcde", media: []string{"u", "v", "w"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.text, tt.in.Text()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.media, tt.in.MediaURLs()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRedirectTarget(t *testing.T) {
	t.Parallel()
	for _, r := range []twiml.Redirect{
		{URL: " /next\n"},
		{Children: []twiml.Node{twiml.Text(" /ne"), twiml.Comment("c"), new(twiml.Text("xt "))}},
	} {
		if diff := cmp.Diff("/next", r.Target()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestElementAsMessage(t *testing.T) {
	t.Parallel()
	sms := twiml.Element{
		Name: "Sms", Attrs: []twiml.Attr{{Name: "from", Value: "12345"}, {Name: "x", Value: "y"}}, Children: []twiml.Node{twiml.Text("Hi")},
	}
	got, ok := sms.AsMessage()
	want := twiml.Message{From: "12345", Body: "Hi", Attrs: []twiml.Attr{{Name: "x", Value: "y"}}}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Error(ok, diff)
	}
	if got, ok := (twiml.Element{Name: "sms"}).AsMessage(); ok {
		t.Errorf("got %v for a verb that is not a message", got)
	}
}
