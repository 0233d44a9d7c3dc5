package twiml_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
)

// What Parse reads can be written, and reads back as the same value.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.xml")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		"<Response/>",
		"<Response></Response>",
		"<Response><Message/></Response>",
		"<Response> a <Message>b<Media> u </Media><Body/>c</Message><Redirect/></Response>",
		"<Response><Message><Body x=''>a<!--c-->\r\n</Body><Body> </Body></Message></Response>",
		"<Response><Say>&#13;<s>a</s> <s>b</s>\n</Say><Sms to='1'>&#x20;</Sms></Response>",
		"<Response a:b='&#9;'><:/><a:/><é ü='\"'/><![CDATA[]]>]]&gt;<?p?></Response>",
		"<!DOCTYPE a><Response>&#xFFFE;</Response>",
		"<Response><Message to='' to=''>\x01",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		first, err := twiml.Parse(bytes.NewReader(doc))
		if err != nil {
			return
		}
		first.Check()
		var b bytes.Buffer
		if _, err := first.WriteTo(&b); err != nil {
			t.Fatalf("read, but cannot be written: %v", err)
		}
		if b.Len() > twiml.MaxSize {
			return // escapes are longer than what they stand for
		}
		second, err := twiml.Parse(&b)
		if err != nil {
			t.Fatalf("written, but cannot be read: %v\n%s", err, first)
		}
		if diff := cmp.Diff(first, second); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What can be written can be read, whatever the text, and comes back as it was.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", " ", "a & b", "\r\n\t", "]]>", "😀", "\x00", "\xff", "\uFFFE", "<Response/>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := twiml.NewResponse(twiml.Message{To: s, Body: s, Attrs: []twiml.Attr{{Name: "x", Value: s}}})
		b, err := want.AppendTo(nil)
		if err != nil || len(b) > twiml.MaxSize {
			return
		}
		got, err := twiml.Parse(strings.NewReader(string(b)))
		if err != nil {
			t.Fatalf("written, but cannot be read: %v\n%s", err, b)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The URL never changes but for its overrides, and what was put in comes out.
func FuzzOverrides(f *testing.F) {
	for _, s := range []string{
		"https://example.com/sms", "/a#b", "#", "#&&", "https://example.com/a?b=c#ct=2000&rc=2&rp=4xx,5xx&sni=n&e=dublin-ix&x",
		"#ct=0", "#rc=-1", "#rc=1&rc=2", "#rp=", "#e=,",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, url string) {
		bare, o, err := twiml.ParseOverrides(url)
		if err != nil {
			return
		}
		full, err := twiml.WithOverrides(bare, o)
		if err != nil {
			t.Fatalf("read, but cannot be written: %v", err)
		}
		again, got, err := twiml.ParseOverrides(full)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(o, got); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(bare, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
