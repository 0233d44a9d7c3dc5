package channels_test

import (
	"iter"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

const (
	gsm7 = channels.EncodingGSM7
	ucs2 = channels.EncodingUCS2

	flag   = "🇮🇹"
	pride  = "🏳️\u200d🌈"
	family = "👨\u200d👩\u200d👧\u200d👦"
	waving = "👋🏽"
	acute  = "e\u0301\u0301\u0301"
)

// digitsFrom is what Twilio's calculator is tested with: the digits from first on, n of them.
func digitsFrom(first, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteByte('0' + byte((first+i)%10))
	}
	return b.String()
}

func TestSegments(t *testing.T) {
	t.Parallel()
	type vector struct {
		body             string
		want             channels.Encoding
		count            int
		bits, total      int
		characters, last int // last is how many bytes are in the last segment
	}
	table := []vector{
		// What Twilio's calculator is tested with.
		{digitsFrom(1, 160), gsm7, 1, 1120, 1120, 160, 160},
		{digitsFrom(1, 161), gsm7, 2, 1127, 1223, 161, 8},
		{digitsFrom(1, 307), gsm7, 3, 2149, 2293, 307, 1},
		{"😜" + digitsFrom(2, 68), ucs2, 1, 1120, 1120, 69, 72},
		{"😜" + digitsFrom(2, 69), ucs2, 2, 1136, 1232, 70, 4},
		{"😜" + digitsFrom(2, 133), ucs2, 3, 2160, 2304, 134, 1},
		{flag + digitsFrom(2, 66), ucs2, 1, 1120, 1120, 67, 74},
		{flag + digitsFrom(2, 67), ucs2, 2, 1136, 1232, 68, 4},
		{pride + digitsFrom(2, 64), ucs2, 1, 1120, 1120, 65, 78},
		{pride + digitsFrom(2, 65), ucs2, 2, 1136, 1232, 66, 4},
		{"😀" + strings.Repeat("]", 68), ucs2, 1, 1120, 1120, 69, 72},
		{"😀" + strings.Repeat("]", 69), ucs2, 2, 1136, 1232, 70, 4},
		{strings.Repeat("|", 24) + "{" + strings.Repeat("|", 28) + "∞" + strings.Repeat("|", 10) + "^|||||", ucs2, 1, 1120, 1120, 70, 72},
		{"\rabcde\r\n123", gsm7, 1, 77, 77, 11, 11},
		{"\nabcde\n\n123\n", gsm7, 1, 84, 84, 12, 12},
		{acute, ucs2, 1, 64, 64, 1, 7},
		{acute + strings.Repeat("a", 66), ucs2, 1, 1120, 1120, 67, 73},
		{acute + strings.Repeat("a", 67), ucs2, 2, 1136, 1232, 68, 4},
		// An empty body has a segment.
		{"", gsm7, 1, 0, 0, 0, 0},
		// A line break is two characters in UCS-2 too, and can be cut.
		{"\r\n😀", ucs2, 1, 64, 64, 3, 6},
		{strings.Repeat("a", 66) + "\r\n∞∞∞", ucs2, 2, 71 * 16, 71*16 + 96, 71, 10},
		// What only seems to be in GSM-7.
		{"`", ucs2, 1, 16, 16, 1, 1},
		{"ç", ucs2, 1, 16, 16, 1, 2},
		{"Ç", gsm7, 1, 7, 7, 1, 2},
		{"e\u0301", ucs2, 1, 32, 32, 1, 3},
		{"é", gsm7, 1, 7, 7, 1, 2},
		{"\t", ucs2, 1, 16, 16, 1, 1},
		{"\x1b", ucs2, 1, 16, 16, 1, 1},
		{"\x00", ucs2, 1, 16, 16, 1, 1},
		{"\f", gsm7, 1, 14, 14, 2, 1},
		// An escape and its character stay together, and so do the parts of an emoji.
		{strings.Repeat("a", 152) + "€" + strings.Repeat("a", 8), gsm7, 2, 162 * 7, 162*7 + 96, 162, 11},
		{strings.Repeat("a", 66) + "😀aaa", ucs2, 2, 71 * 16, 71*16 + 96, 70, 7},
		{strings.Repeat("a", 60) + family, ucs2, 2, 71 * 16, 71*16 + 96, 61, len(family)},
		{strings.Repeat("a", 65) + waving + "aa", ucs2, 2, 71 * 16, 71*16 + 96, 68, len(waving) + 2},
		// A body of one segment is not cut where several would be.
		{strings.Repeat("a", 66) + "😀aa", ucs2, 1, 1120, 1120, 69, 72},
		// Bytes that are not UTF-8 count as U+FFFD.
		{"a\xffb", ucs2, 1, 48, 48, 3, 3},
		{"\xed\xa0\x80", ucs2, 1, 48, 48, 3, 3}, // half a surrogate pair
		{strings.Repeat("\xff", 71), ucs2, 2, 1136, 1232, 71, 4},
		// A character of more than a segment is cut between its code points.
		{"e" + strings.Repeat("\u0301", 70), ucs2, 2, 1136, 1232, 1, 8},
		{"aa" + "e" + strings.Repeat("\u0301", 70) + "b", ucs2, 3, 74 * 16, 74*16 + 144, 4, 9},
	}
	for _, escape := range []string{"|", "^", "€", "{", "}", "[", "]", "~", `\`} {
		table = append(table,
			vector{escape + digitsFrom(1, 158), gsm7, 1, 1120, 1120, 160, 158 + len(escape)},
			vector{escape + digitsFrom(1, 159), gsm7, 2, 1127, 1223, 161, 8})
	}
	for _, accented := range []string{"Á", "Ú", "ú", "ç", "í", "Í", "ó", "Ó"} {
		table = append(table,
			vector{strings.Repeat(accented, 70), ucs2, 1, 1120, 1120, 70, 140},
			vector{strings.Repeat(accented, 71), ucs2, 2, 1136, 1232, 71, 8})
	}
	for _, want := range table {
		s := channels.Segments(want.body)
		parts := s.Parts()
		got := vector{s.Body, s.Encoding, s.Count, s.Bits(), s.TotalBits(), s.Characters, len(parts[len(parts)-1])}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(vector{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", want.body, diff)
		}
		checkSegmentation(t, s)
	}
}

// checkSegmentation holds what is true of all bodies.
func checkSegmentation(t *testing.T, s channels.Segmentation) {
	t.Helper()
	parts := s.Parts()
	if got := strings.Join(parts, ""); got != s.Body {
		t.Errorf("%+q is joined to %+q", s.Body, got)
	}
	if len(parts) != s.Count || s.Count < 1 {
		t.Errorf("%+q is in %d parts and counted as %d", s.Body, len(parts), s.Count)
	}
	sum, limit := 0, 1120
	if s.Count > 1 {
		limit -= 48
	}
	for i, part := range parts {
		p := channels.Segments(part)
		size := p.Bits()
		if s.Encoding == ucs2 && p.Encoding == gsm7 { // it would be GSM-7 if it stood alone
			size = 16 * utf8.RuneCountInString(part)
		}
		if size > limit || part == "" && s.Body != "" {
			t.Errorf("part %d of %+q has %d bits", i, s.Body, size)
		}
		sum += size
	}
	if sum != s.Bits() {
		t.Errorf("the parts of %+q have %d bits, not %d", s.Body, sum, s.Bits())
	}
	foreign := 0
	for i, c := range s.Foreign() {
		if !strings.HasPrefix(s.Body[i:], c) || c == "" {
			t.Errorf("%+q has no %+q at %d", s.Body, c, i)
		}
		foreign++
	}
	if (foreign > 0) != (s.Encoding == ucs2) {
		t.Errorf("%+q is in %s with %d foreign characters", s.Body, s.Encoding, foreign)
	}
}

// Whatever stands at a border goes to one side of it, whole, and nothing gets lost.
func TestPartsAtBorders(t *testing.T) {
	t.Parallel()
	around := func(borders ...int) iter.Seq[int] {
		return func(yield func(int) bool) {
			for _, b := range borders {
				for n := b - 12; n <= b+2; n++ {
					if !yield(n) {
						return
					}
				}
			}
		}
	}
	for _, tc := range []struct {
		filler  string
		piece   string
		lengths iter.Seq[int]
	}{
		{"a", "€", around(153, 160, 306, 459)},
		{"a", "{}", around(153, 160, 306, 459)},
		{"a", "\r\n", around(153, 160, 306, 459)},
		{"Ω", "é", around(153, 160, 306, 459)},
		{"ж", "😀", around(67, 70, 134, 201)},
		{"ж", flag, around(67, 70, 134, 201)},
		{"ж", flag + flag, around(67, 70, 134, 201)},
		{"ж", family, around(67, 70, 134, 201)},
		{"ж", pride, around(67, 70, 134, 201)},
		{"ж", waving, around(67, 70, 134, 201)},
		{"ж", acute, around(67, 70, 134, 201)},
		{"a", acute, around(67, 70, 134, 201)},
		{"ж", "\r\n", around(67, 70, 134, 201)},
		{"ж", "각", around(67, 70, 134, 201)},
		{"ж", "\u1100\u1161\u11a8", around(67, 70, 134, 201)}, // the same syllable in three
		{"ж", "1\ufe0f\u20e3", around(67, 70, 134, 201)},
		{"\xff", "\xff", around(67, 70, 134, 201)},
	} {
		for n := range tc.lengths {
			body := strings.Repeat(tc.filler, n) + tc.piece + strings.Repeat(tc.filler, 90)
			s := channels.Segments(body)
			checkSegmentation(t, s)
			if tc.piece == "{}" || tc.piece == "\r\n" || tc.piece == flag+flag || tc.filler == "\xff" {
				continue // two characters, which may part
			}
			whole := slices.ContainsFunc(s.Parts(), func(part string) bool { return strings.Contains(part, tc.piece) })
			if !whole {
				t.Errorf("%+q after %d × %q is cut", tc.piece, n, tc.filler)
			}
		}
	}
}

// Two flags are four letters in a row, of which each two stay together.
func TestPartsKeepFlags(t *testing.T) {
	t.Parallel()
	for n := range 140 {
		body := strings.Repeat("a", n) + strings.Repeat(flag, 40)
		for _, part := range channels.Segments(body).Parts() {
			if rest := strings.ReplaceAll(strings.TrimLeft(part, "a"), flag, ""); rest != "" {
				t.Fatalf("%d letters: %+q has half a flag", n, part)
			}
		}
	}
}

func TestForeign(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]map[int]string{
		"":                   {},
		"plain {text} €\r\n": {},
		"más":                {1: "á"},
		"a`b" + flag + "ç":   {1: "`", 3: flag, 11: "ç"},
		acute + "é":          {0: acute},
		"a\xffb":             {1: "\xff"},
	} {
		got := maps.Collect(channels.Segments(body).Foreign())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", body, diff)
		}
	}
	for range channels.Segments("жжж").Foreign() {
		break // no panic
	}
}

// Smart Encoding spares segments where it replaces all that is foreign.
func TestSegmentsOfSmartEncode(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]channels.Segmentation{
		"“Hi” — it’s…": {Body: `"Hi" - it's...`, Encoding: gsm7, Count: 1, Characters: 14, Units: 14},
		"“Grüße” 😀":    {Body: `"Grüße" 😀`, Encoding: ucs2, Count: 1, Characters: 9, Units: 10},
	} {
		if diff := cmp.Diff(want, channels.Segments(channels.SmartEncode(body))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", body, diff)
		}
	}
}

func TestSmartEncode(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"":                                  "",
		"plain":                             "plain",
		"“a” ‘b’ «c» „d‟":                   `"a" 'b' "c" "d"`,
		"a – b — c … • d":                   "a - b - c ... - d",
		"1\u00a0000\u2009km\tfar":           "1  000  km       far",
		"½ ¼ ¾ ‼ ‹›":                        "1/2 1/4 3/4 !! <>",
		"ＡＺ０９ａ":                             "AZ09ａ",
		"ᴀʟʟ ꜱᴍᴀʟʟ":                         "ALL SMALL",
		"zero\u200bwidth\ufeff\u2060\u200c": "zerowidth",
		"a\x00b\x19c":                       "abc",
		"`quoted´":                          "'quoted'",
		"e\u0302":                           "e^",
		"😀 ç ж":                             "😀 ç ж",
		"\xff“\xfe":                         "\xff“\xfe", // which is no UTF-8
		"one\u2028two":                      "one two",
		"‗＿\u0332":                          "___",
	} {
		if got := channels.SmartEncode(body); got != want {
			t.Errorf("%+q becomes %q, want %q", body, got, want)
		}
	}
}

// Whatever is replaced, is replaced by something that GSM-7 has and that stays as it is.
func TestSmartEncodeGivesGSM7(t *testing.T) {
	t.Parallel()
	replaced := 0
	for r := range rune(utf8.MaxRune) {
		got := channels.SmartEncode(string(r))
		if got == string(r) {
			continue
		}
		replaced++
		if s := channels.Segments(got); s.Encoding != gsm7 || channels.SmartEncode(got) != got {
			t.Errorf("%U becomes %q, in %s", r, got, s.Encoding)
		}
	}
	if replaced != 271 {
		t.Errorf("%d characters are replaced", replaced)
	}
}

func TestSegmentationLogsNoBody(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(&b, nil))
	log.Info("counted", slog.Any("sms", channels.Segments("a secret")))
	if got := b.String(); strings.Contains(got, "secret") || !strings.Contains(got, "sms.count=1 sms.characters=8") {
		t.Error(got)
	}
}

func TestSegmentsAllocatesNothing(t *testing.T) {
	for name, body := range map[string]string{
		"GSM-7, 160":         digitsFrom(1, 160),
		"GSM-7, 1600":        digitsFrom(1, 1600),
		"UCS-2, 70":          strings.Repeat("ж", 70),
		"UCS-2, 1600, emoji": strings.Repeat(family, 145),
	} {
		if n := testing.AllocsPerRun(100, func() {
			if channels.Segments(body).Count < 1 {
				t.Error("no segment")
			}
		}); n != 0 {
			t.Errorf("%s: Segments allocates %v times", name, n)
		}
	}
}

// The time that a body takes grows with its length, though it be one character. If it grew with the
// square, these would take minutes.
func TestLongCharactersTakeNoLonger(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"accents":  "e" + strings.Repeat("\u0301", 1<<19),
		"families": strings.Repeat("👨\u200d", 1<<17),
		"spaces":   strings.Repeat(" ", 1<<20),
		"accented": " " + strings.Repeat("\u0301", 1<<19),
		"words":    strings.Repeat("e\u0301 ", 1<<18),
		"letters":  strings.Repeat("жж жж", 1<<17),
	} {
		begun := time.Now()
		parts := channels.Segments(body).Parts()
		segmented := time.Since(begun)
		fitted := channels.ChannelSMS.Fit(channels.Outgoing{Body: body})
		t.Logf("%s: %d segments in %v, %d messages in %v", name, len(parts), segmented, len(fitted.Messages), time.Since(begun)-segmented)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(body), took)
		}
		if strings.Join(parts, "") != body {
			t.Errorf("%s: the parts are not the body", name)
		}
	}
}
