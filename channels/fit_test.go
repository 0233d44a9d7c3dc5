package channels_test

import (
	"log/slog"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

const (
	kb = 1 << 10
	mb = 1 << 20
)

var (
	photo   = channels.Media{URL: "https://cdn.example/a.jpg", ContentType: "image/jpeg", Size: 300 * kb}
	drawing = channels.Media{URL: "https://cdn.example/b.svg", ContentType: "image/svg+xml", Size: 10 * kb}
	invoice = channels.Media{URL: "https://cdn.example/c.pdf", ContentType: "application/pdf", Size: 600 * kb}
	song    = channels.Media{URL: "https://cdn.example/d.mp3", ContentType: "audio/mp3", Size: 100 * kb}
	film    = channels.Media{URL: "https://cdn.example/e.mp4", ContentType: "video/mp4", Size: 10 * mb}
	scan    = channels.Media{URL: "https://cdn.example/f.png", ContentType: "image/png", Size: 6 * mb}
	unknown = channels.Media{URL: "https://cdn.example/g"}
)

func files(m channels.Media, n int) []channels.Media {
	media := make([]channels.Media, n)
	for i := range media {
		media[i] = m
	}
	return media
}

func TestFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 400) // 2000 characters
	type messages = []channels.Outgoing
	for _, tc := range []struct {
		fact    string
		on      channels.Channel
		message channels.Outgoing
		want    messages
		changes []string
	}{
		{"what fits stays", channels.ChannelSMS, channels.Outgoing{Body: " Hi \n", Media: files(photo, 10)}, messages{
			{Body: " Hi \n", Media: files(photo, 10)},
		}, nil},
		{"nothing stays nothing", channels.ChannelSMS, channels.Outgoing{}, nil, nil},
		{"nor is white space anything", channels.ChannelSMS, channels.Outgoing{Body: " \n "}, nil, nil},
		{"of any length", channels.ChannelSMS, channels.Outgoing{Body: strings.Repeat(" ", 3000)}, nil, nil},
		{"or beside a file", channels.ChannelSMS, channels.Outgoing{Body: " ", Media: files(photo, 1)}, messages{{Media: files(photo, 1)}}, nil},
		{"a file without a URL is left out", channels.ChannelSMS, channels.Outgoing{
			Body: "Hi", Media: []channels.Media{{ContentType: "text/html"}, photo, {}},
		}, messages{{Body: "Hi", Media: files(photo, 1)}}, []string{"drop media 0: it has no URL", "drop media 2: it has no URL"}},
		{"a size below zero is not known", channels.ChannelSMS, channels.Outgoing{
			Media: []channels.Media{{URL: "u", Size: -5 * mb}, {URL: "v", Size: 3 * mb}, {URL: "w", Size: 3 * mb}},
		}, messages{
			{Media: []channels.Media{{URL: "u", Size: -5 * mb}, {URL: "v", Size: 3 * mb}}}, {Media: []channels.Media{{URL: "w", Size: 3 * mb}}},
		}, []string{"spread: a message has at most 10 files, of 5 MB together, on sms"}},
		{"a session that nobody knows is named", channels.ChannelWhatsApp, channels.Outgoing{Body: "Hi", Session: "Open"},
			nil, []string{`session: "Open" is none of the sessions open, template and closed`}},
		{"a long body is split between words", channels.ChannelWhatsApp, channels.Outgoing{Body: long}, messages{
			{Body: strings.TrimSpace(strings.Repeat("word ", 320))}, {Body: strings.Repeat("word ", 80)},
		}, []string{"split: a body has at most 1600 characters on whatsapp"}},
		{"files over the count go on", channels.ChannelSMS, channels.Outgoing{Body: "Hi", Media: files(photo, 12)}, messages{
			{Body: "Hi", Media: files(photo, 10)}, {Media: files(photo, 2)},
		}, []string{"spread: a message has at most 10 files, of 5 MB together, on sms"}},
		{"files over the size together go on", channels.ChannelSMS, channels.Outgoing{
			Media: files(channels.Media{URL: "u", ContentType: "image/gif", Size: 2 * mb}, 3),
		}, messages{
			{Media: files(channels.Media{URL: "u", ContentType: "image/gif", Size: 2 * mb}, 2)},
			{Media: files(channels.Media{URL: "u", ContentType: "image/gif", Size: 2 * mb}, 1)},
		}, []string{"spread: a message has at most 10 files, of 5 MB together, on sms"}},
		{"WhatsApp takes one file at a time", channels.ChannelWhatsApp, channels.Outgoing{Body: "Hi", Media: files(photo, 2)}, messages{
			{Body: "Hi", Media: files(photo, 1)}, {Media: files(photo, 1)},
		}, []string{"spread: a message has at most 1 file, of 16 MB, on whatsapp"}},
		{"a type that is not carried becomes a link", channels.ChannelWhatsApp, channels.Outgoing{
			Body: "Hi", Media: []channels.Media{drawing, photo},
		}, messages{{Body: "Hi\nhttps://cdn.example/b.svg", Media: files(photo, 1)}},
			[]string{"link media 0: whatsapp does not carry files of this type"}},
		{"a link stands alone if there is no body", channels.ChannelSMS, channels.Outgoing{Media: files(drawing, 1)}, messages{
			{Body: "https://cdn.example/b.svg"},
		}, []string{"link media 0: sms does not carry files of this type"}},
		{"or the file is dropped", channels.ChannelSMS, channels.Outgoing{
			Body: "Hi", Media: []channels.Media{photo, drawing}, DropMedia: true,
		}, messages{{Body: "Hi", Media: files(photo, 1), DropMedia: true}},
			[]string{"drop media 1: sms does not carry files of this type"}},
		{"and if that was all, nothing is sent", channels.ChannelSMS, channels.Outgoing{Media: files(drawing, 1), DropMedia: true},
			nil, []string{"drop media 0: sms does not carry files of this type"}},
		{"SMS takes 5 MB", channels.ChannelSMS, channels.Outgoing{Media: files(scan, 1)}, messages{{Body: scan.URL}},
			[]string{"link media 0: sms carries files of this type up to 5 MB"}},
		{"and 500 KB of what is no picture", channels.ChannelSMS, channels.Outgoing{Media: files(invoice, 1)}, messages{{Body: invoice.URL}},
			[]string{"link media 0: sms carries files of this type up to 500 KB"}},
		{"WhatsApp takes 5 MB of a picture", channels.ChannelWhatsApp, channels.Outgoing{Media: files(scan, 1)}, messages{{Body: scan.URL}},
			[]string{"link media 0: whatsapp carries files of this type up to 5 MB"}},
		{"of any", channels.ChannelWhatsApp, channels.Outgoing{
			Media: files(channels.Media{URL: "u", ContentType: "image/webp", Size: 6 * mb}, 1),
		}, messages{{Body: "u"}}, []string{"link media 0: whatsapp carries files of this type up to 5 MB"}},
		{"and 16 MB of a film", channels.ChannelWhatsApp, channels.Outgoing{Media: files(film, 1)}, messages{{Media: files(film, 1)}}, nil},
		{"RCS takes pictures of 16 MB", channels.ChannelRCS, channels.Outgoing{Media: files(scan, 1)}, messages{{Media: files(scan, 1)}}, nil},
		{"a song has no caption on WhatsApp", channels.ChannelWhatsApp, channels.Outgoing{Body: "Hi", Media: files(song, 1)}, messages{
			{Body: "Hi"}, {Media: files(song, 1)},
		}, []string{"apart: a file of this type has no body on whatsapp"}},
		{"but on MMS", channels.ChannelSMS, channels.Outgoing{Body: "Hi", Media: files(song, 1)}, messages{
			{Body: "Hi", Media: files(song, 1)},
		}, nil},
		{"a document has none on RCS", channels.ChannelRCS, channels.Outgoing{Body: "Hi", Media: files(invoice, 1)}, messages{
			{Body: "Hi"}, {Media: files(invoice, 1)},
		}, []string{"apart: a file of this type has no body on rcs"}},
		{"of what is not known nothing is said", channels.ChannelSMS, channels.Outgoing{Body: "Hi", Media: files(unknown, 1)}, messages{
			{Body: "Hi", Media: files(unknown, 1)},
		}, nil},
		{"but that it is too large for any type", channels.ChannelSMS, channels.Outgoing{Media: []channels.Media{
			{URL: "u", Size: 5 * mb}, {URL: "v", Size: 5*mb + 1},
		}}, messages{{Body: "v", Media: []channels.Media{{URL: "u", Size: 5 * mb}}}},
			[]string{"link media 1: sms carries files of this type up to 5 MB"}},
		{"Messenger's types are not listed", channels.ChannelMessenger, channels.Outgoing{Media: files(drawing, 1)}, messages{
			{Media: files(drawing, 1)},
		}, nil},
		{"WhatsApp shows typing and tells who read", channels.ChannelWhatsApp, channels.Outgoing{
			Body: "Hi", Media: files(song, 1), Typing: true, ReadReceipt: true,
		}, messages{
			{Body: "Hi", Typing: true, ReadReceipt: true}, {Media: files(song, 1), ReadReceipt: true},
		}, []string{"apart: a file of this type has no body on whatsapp"}},
		{"SMS does neither", channels.ChannelSMS, channels.Outgoing{Body: "Hi", Typing: true, ReadReceipt: true}, messages{{Body: "Hi"}},
			[]string{"typing: nobody is seen typing on sms", "read_receipt: no message is seen to be read on sms"}},
		{"RCS tells who read", channels.ChannelRCS, channels.Outgoing{Body: "Hi", Typing: true, ReadReceipt: true}, messages{
			{Body: "Hi", ReadReceipt: true},
		}, []string{"typing: nobody is seen typing on rcs"}},
		{"outside the window a template has to be sent", channels.ChannelWhatsApp, channels.Outgoing{
			Body: long, Session: channels.SessionTemplate,
		}, nil, []string{"template: the person has not written on whatsapp for 24h0m0s"}},
		{"inside it has not", channels.ChannelWhatsApp, channels.Outgoing{Body: "Hi", Session: channels.SessionOpen}, messages{
			{Body: "Hi", Session: channels.SessionOpen},
		}, nil},
		{"Messenger has no templates", channels.ChannelMessenger, channels.Outgoing{Body: "Hi", Session: channels.SessionTemplate}, nil,
			[]string{"wait: the person has not written on messenger for 24h0m0s, and it has no templates"}},
		{"SMS has no window", channels.ChannelSMS, channels.Outgoing{Body: "Hi", Session: channels.SessionTemplate}, messages{
			{Body: "Hi", Session: channels.SessionTemplate},
		}, nil},
		{"what is not known carries nothing", "pigeon", channels.Outgoing{Body: "Hi"}, nil,
			[]string{"channel: what the channel carries is not known"}},
		{"the body's rest comes before the files'", channels.ChannelWhatsApp, channels.Outgoing{
			Body: strings.Repeat("a", 1600) + " b", Media: files(photo, 2),
		}, messages{
			{Body: strings.Repeat("a", 1600), Media: files(photo, 1)}, {Body: "b"}, {Media: files(photo, 1)},
		}, []string{
			"split: a body has at most 1600 characters on whatsapp",
			"spread: a message has at most 1 file, of 16 MB, on whatsapp",
		}},
	} {
		fit := tc.on.Fit(tc.message)
		var changes []string
		for _, c := range fit.Changes {
			changes = append(changes, c.String())
			if !fit.Needs(c.Kind) {
				t.Errorf("%s: does not need %s", tc.fact, c.Kind)
			}
		}
		if diff := cmp.Diff(tc.want, fit.Messages); diff != "" {
			t.Errorf("%s: messages (-want +got):\n%s", tc.fact, diff)
		}
		if diff := cmp.Diff(tc.changes, changes); diff != "" || fit.Channel != tc.on || fit.Needs("other") {
			t.Errorf("%s: changes on %s (-want +got):\n%s", tc.fact, fit.Channel, diff)
		}
		checkFit(t, tc.on, tc.message)
	}
}

// checkFit holds what is true of all messages.
func checkFit(t *testing.T, on channels.Channel, message channels.Outgoing) {
	t.Helper()
	can, fit := on.Capabilities(), on.Fit(message)
	text, media := "", 0
	for _, m := range fit.Messages {
		if n := len(utf16.Encode([]rune(m.Body))); n > can.MaxBody || len(m.Media) > can.MaxMedia || m.Body == "" && m.Media == nil {
			t.Errorf("%d characters and %d files are sent on %s", n, len(m.Media), on)
		}
		if diff := cmp.Diff(channels.Fitted{Channel: on, Messages: []channels.Outgoing{m}}, on.Fit(m)); diff != "" {
			t.Errorf("what fits is changed again on %s:\n%s", on, diff)
		}
		text, media = text+m.Body, media+len(m.Media)
	}
	if fit.Needs(channels.ChangeTemplate) || fit.Needs(channels.ChangeWait) || fit.Needs(channels.ChangeChannel) || fit.Needs(channels.ChangeSession) {
		return
	}
	for _, c := range fit.Changes {
		switch c.Kind {
		case channels.ChangeLink:
			message.Body, media = message.Body+message.Media[c.Media].URL, media+1
		case channels.ChangeDrop:
			media++
		}
	}
	if media != len(message.Media) {
		t.Errorf("%d of %d files are accounted for", media, len(message.Media))
	}
	inked := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	if got, want := inked(text), inked(message.Body); got != want {
		t.Errorf("on %s the text became\n%+q, want\n%+q", on, got, want)
	}
}

// Bodies are cut at the best place there is.
func TestFitCutsWell(t *testing.T) {
	t.Parallel()
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, tc := range []struct {
		fact, body string
		want       []string
	}{
		{"between lines in the second half", a(700) + " " + a(200) + "\r\n" + a(300) + " " + a(600), []string{a(700) + " " + a(200), a(300) + " " + a(600)}},
		{"between paragraphs", a(900) + "\n\n" + a(900), []string{a(900), a(900)}},
		{"not between lines in the first half", a(100) + "\n" + a(1000) + " " + a(600), []string{a(100) + "\n" + a(1000), a(600)}},
		{"between words", a(800) + "  " + a(799) + " b", []string{a(800), a(799) + " b"}},
		{"after a word that just fits", a(800) + " " + a(799) + " b", []string{a(800) + " " + a(799), "b"}},
		{"not at a space that keeps words together", a(800) + " " + a(700) + "\u00a0" + a(300), []string{a(800), a(700) + "\u00a0" + a(300)}},
		{"not in a link", "See https://shop.example/" + a(1576) + " b", []string{"See", "https://shop.example/" + a(1576) + " b"}},
		{"in a word that has no end", a(3300), []string{a(1600), a(1600), a(100)}},
		{"at a hyphen if there are no spaces", a(1500) + "-" + a(200), []string{a(1500) + "-", a(200)}},
		{"after a full stop where there are no spaces", strings.Repeat("好", 1590) + "。" + strings.Repeat("好", 20), []string{strings.Repeat("好", 1590) + "。" + strings.Repeat("好", 9), strings.Repeat("好", 11)}},
		{"not at the first of few spaces", "好 " + strings.Repeat("好", 1700), []string{"好 " + strings.Repeat("好", 1598), strings.Repeat("好", 102)}},
		{"nor at an early hyphen", "я-" + strings.Repeat("ж", 1700), []string{"я-" + strings.Repeat("ж", 1598), strings.Repeat("ж", 102)}},
		{"not in an emoji", a(1595) + family + a(2), []string{a(1595), family + a(2)}},
		{"not in a flag", strings.Repeat(flag, 401), []string{strings.Repeat(flag, 400), flag}},
		{"not between a letter and its accent", strings.Repeat("e\u0301", 801), []string{strings.Repeat("e\u0301", 800), "e\u0301"}},
		{"in a character that is too long", "e" + strings.Repeat("\u0301", 1600), []string{"e" + strings.Repeat("\u0301", 1599), "\u0301"}},
		{"and white space is nothing to send", strings.Repeat(" ", 4000), nil},
		{"bytes that are no text are kept", strings.Repeat("\xff", 1601), []string{strings.Repeat("\xff", 1600), "\xff"}},
		{"units are counted, not code points", strings.Repeat("😀", 801), []string{strings.Repeat("😀", 800), "😀"}},
	} {
		var got []string
		for _, m := range channels.ChannelWhatsApp.Fit(channels.Outgoing{Body: tc.body}).Messages {
			got = append(got, m.Body)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.fact, diff)
		}
	}
}

func TestCarries(t *testing.T) {
	t.Parallel()
	type row struct{ mms, rcs, whatsapp, mmsText, rcsText, whatsappText bool }
	everywhere := row{true, true, true, true, true, true}
	for contentType, want := range map[string]row{
		"image/jpeg":                everywhere,
		"IMAGE/JPEG":                everywhere,
		" image/png ; charset=x":    everywhere,
		"video/mp4":                 everywhere,
		"image/gif":                 {true, true, true, true, true, false},
		"video/H263":                {true, true, true, true, true, false},
		"image/heic":                {true, false, true, true, false, false},
		"image/webp":                {false, false, true, false, false, true},
		"video/quicktime":           {true, false, true, true, false, false},
		"audio/mpeg":                {true, true, true, true, false, true},
		"audio/mp4":                 {true, true, true, true, false, false},
		"audio/L24":                 {true, false, true, true, false, false},
		"audio/amr":                 {true, false, true, true, false, true},
		"text/vcard":                {true, false, true, true, false, false},
		"text/x-vcard":              {true, false, true, true, false, true},
		"application/pdf":           {true, true, true, true, false, true},
		"application/vcard":         {true, false, true, false, false, true},
		"application/msword":        {false, false, true, false, false, true},
		"text/html":                 {},
		"application/octet-stream":  {},
		"image":                     {},
		"":                          everywhere,
		"image/svg+xml; charset=us": {},
	} {
		var got row
		got.mms, got.mmsText = channels.ChannelSMS.Carries(contentType)
		got.rcs, got.rcsText = channels.ChannelRCS.Carries(contentType)
		got.whatsapp, got.whatsappText = channels.ChannelWhatsApp.Carries(contentType)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", contentType, diff)
		}
		if file, withBody := channels.ChannelMessenger.Carries(contentType); !file || !withBody {
			t.Errorf("Messenger does not carry %q", contentType)
		}
		if file, withBody := channels.Channel("pigeon").Carries(contentType); file || withBody {
			t.Errorf("a pigeon carries %q", contentType)
		}
	}
}

func TestFitLogsNoText(t *testing.T) {
	t.Parallel()
	message := channels.Outgoing{Body: "a secret", Media: []channels.Media{drawing}}
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("fitted",
		slog.Any("message", message), slog.Any("media", drawing), slog.Any("fit", channels.ChannelSMS.Fit(message)))
	got := b.String()
	for _, secret := range []string{"secret", "cdn.example"} {
		if strings.Contains(got, secret) {
			t.Errorf("%s is in %s", secret, got)
		}
	}
	for _, shown := range []string{"message.characters=8", "media.content_type=image/svg+xml", "fit.messages=1", "link media 0"} {
		if !strings.Contains(got, shown) {
			t.Errorf("%s is not in %s", shown, got)
		}
	}
}

func FuzzFit(f *testing.F) {
	f.Add("Hi", "image/jpeg", int64(1), 1)
	f.Add(strings.Repeat("a b\n", 900), "text/html", int64(1<<40), 12)
	f.Add(strings.Repeat(family+flag, 300), "audio/mp3", int64(-1), 3)
	f.Add(strings.Repeat(" \u0301", 900), "", int64(3<<20), 9)
	f.Add(strings.Repeat("\u0600 ", 900)+"\xff", "image/webp", int64(0), 2)
	f.Fuzz(func(t *testing.T, body, contentType string, size int64, n int) {
		if !utf8.ValidString(body) {
			body = strings.ToValidUTF8(body, "?")
		}
		message := channels.Outgoing{
			Body:  strings.Repeat(body, 1+1700/(len(body)+1)),
			Media: files(channels.Media{URL: "https://cdn.example/x", ContentType: contentType, Size: size}, max(0, min(n, 30))),
		}
		checkFit(t, []channels.Channel{channels.ChannelSMS, channels.ChannelWhatsApp, channels.ChannelMessenger, channels.ChannelRCS}[uint(n)%4], message)
	})
}

func BenchmarkFit(b *testing.B) {
	for name, message := range map[string]channels.Outgoing{
		"fits":  {Body: "Your order is ready", Media: files(photo, 1)},
		"split": {Body: strings.Repeat("Your order is ready. ", 500)},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(channels.ChannelWhatsApp.Fit(message).Messages) == 0 {
					b.Fatal("nothing to send")
				}
			}
		})
	}
}
