package channels_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

func TestKeywordsMatch(t *testing.T) {
	t.Parallel()
	standard, tollFree := channels.StandardKeywords(), channels.TollFreeKeywords()
	french := channels.StandardKeywords()
	french.Overrides = map[string]channels.Keywords{
		"FR": {OptOut: []string{"ARRÊT", "ARRET"}, OptIn: []string{"REPRENDRE"}},
		"fr": {Help: []string{"AIDE"}},
		"JP": {OptOut: []string{"停止"}},
	}
	const none, out, in, help = channels.KeywordNone, channels.KeywordOptOut, channels.KeywordOptIn, channels.KeywordHelp
	for _, tc := range []struct {
		fact  string
		words channels.Keywords
		body  string
		want  channels.Keyword
	}{
		{"opts out by default", standard, "STOP", out},
		{"opts out by default", standard, "STOPALL", out},
		{"opts out by default", standard, "UNSUBSCRIBE", out},
		{"opts out by default", standard, "CANCEL", out},
		{"opts out by default", standard, "END", out},
		{"opts out by default", standard, "QUIT", out},
		{"opts out by default", standard, "OPTOUT", out},
		{"opts out by default", standard, "REVOKE", out},
		{"opts in by default", standard, "START", in},
		{"opts in by default", standard, "YES", in},
		{"opts in by default", standard, "UNSTOP", in},
		{"asks for help by default", standard, "HELP", help},
		{"asks for help by default", standard, "INFO", help},
		{"case does not matter", standard, "sToP", out},
		{"white space around is ignored", standard, " \tStop \r\n", out},
		{"white space around is ignored", standard, "\u00a0stop\u3000", out},
		{"the whole body has to be the word", standard, "STOP PLEASE", none},
		{"the whole body has to be the word", standard, "PLEASE CANCEL", none},
		{"the whole body has to be the word", standard, "STOP.", none},
		{"the whole body has to be the word", standard, "\"STOP\"", none},
		{"the whole body has to be the word", standard, "STOP\nCANCEL", none},
		{"the whole body has to be the word", standard, "STO P", none},
		{"the whole body has to be the word", standard, "STOPP", none},
		{"the whole body has to be the word", standard, "S", none},
		{"nothing asks for nothing", standard, "", none},
		{"nothing asks for nothing", standard, " \n", none},
		{"bytes that are no text ask for nothing", standard, "STOP\xff", none},
		{"letters that only fold alike do not match", standard, "\u017fTOP", none}, // a long s
		{"letters that look alike do not", standard, "ＳＴＯＰ", none},
		{"a long text is no keyword", standard, strings.Repeat("STOP", 400), none},
		{"YES does not opt in on toll-free", tollFree, "YES", none},
		{"UNSTOP does", tollFree, "unstop", in},
		{"START does", tollFree, "Start", in},
		{"the others are the same", tollFree, "quit", out},
		{"the others are the same", tollFree, "info", help},
		{"the zero value has the fixed words", channels.Keywords{}, "stop", out},
		{"the zero value has the fixed words", channels.Keywords{}, "start", in},
		{"the zero value has the fixed words", channels.Keywords{}, "unstop", in},
		{"the zero value has the fixed words", channels.Keywords{}, "help", help},
		{"and no others", channels.Keywords{}, "cancel", none},
		{"and nothing", channels.Keywords{}, "", none},
		{"words of one's own", channels.Keywords{Help: []string{strings.Repeat("é", 34)}}, strings.Repeat("É", 34), help},
		{"words of one's own", channels.Keywords{OptIn: []string{"Join"}}, "JOIN", in},
		{"a country has its own words", french.In("FR"), "arrêt", out},
		{"accents do matter, so list both", french.In("FR"), "Arret", out},
		{"which replace the standard ones", french.In("FR"), "QUIT", none},
		{"which replace the standard ones", french.In("FR"), "YES", none},
		{"but not those that are fixed", french.In("FR"), "STOP", out},
		{"but not those that are fixed", french.In("FR"), "START", in},
		{"and fall back where there are none", french.In("FR"), "INFO", help},
		{"which other countries do not know", french.In("DE"), "ARRET", none},
		{"which other countries do not know", french, "ARRET", none},
		{"who have the standard ones", french.In("DE"), "QUIT", out},
		{"the first place with an override counts", french.In("DE", "fr"), "AIDE", help},
		{"the first place with an override counts", french.In("FR", "fr"), "AIDE", none},
		{"a language with a region falls back", french.In("fr-CA"), "Aide", help},
		{"a country is not a language", french.In("fr"), "ARRET", none},
		{"no place at all", french.In(), "QUIT", out},
		{"nor an empty one", french.In(""), "QUIT", out},
		{"other scripts", french.In("JP"), "停止", out},
	} {
		if got := tc.words.Match(tc.body); got != tc.want {
			t.Errorf("%s: %q asks for %q, want %q", tc.fact, tc.body, got, tc.want)
		}
	}
}

func TestKeywordsAreCopies(t *testing.T) {
	t.Parallel()
	mine := channels.StandardKeywords()
	mine.OptOut[0], mine.OptIn = "x", nil
	if diff := cmp.Diff("STOP", channels.StandardKeywords().OptOut[0]); diff != "" {
		t.Error(diff)
	}
	// What falls back once does not twice.
	if in := mine.In("FR"); in.Overrides != nil {
		t.Errorf("In has overrides: %v", in.Overrides)
	}
}

func TestKeywordsValidate(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		words channels.Keywords
		want  []string
	}{
		"standard":  {words: channels.StandardKeywords()},
		"toll-free": {words: channels.TollFreeKeywords()},
		"zero":      {},
		"34 characters": {words: channels.Keywords{
			OptOut: []string{strings.Repeat("é", 34)},
		}},
		"fixed where they belong": {words: channels.Keywords{
			OptOut: []string{"stop", "STOP"}, OptIn: []string{"start", "unstop"}, Help: []string{"help"},
		}},
		"places": {words: channels.Keywords{
			Overrides: map[string]channels.Keywords{"FR": {}, "fr": {}, "fr-CA": {}, "yue": {}, "zh-Hant-TW": {}},
		}},
		"empty": {
			words: channels.Keywords{OptOut: []string{"A", ""}},
			want:  []string{`OptOut[1] "": it is empty`},
		},
		"too long": {
			words: channels.Keywords{OptIn: []string{strings.Repeat("é", 35)}},
			want:  []string{`OptIn[0] "` + strings.Repeat("é", 35) + `": it has 35 characters, and a keyword at most 34`},
		},
		"two words": {
			words: channels.Keywords{Help: []string{"HELP ME"}},
			want:  []string{`Help[0] "HELP ME": a keyword is one word, without white space`},
		},
		"not text": {
			words: channels.Keywords{Help: []string{"\xff"}},
			want:  []string{`Help[0] "\xff": it is not UTF-8`},
		},
		"in two lists": {
			words: channels.Keywords{OptOut: []string{"END", "NO"}, OptIn: []string{"yes", "no"}, Help: []string{"Yes"}},
			want:  []string{`OptIn[1] "no": it asks for STOP too`, `Help[0] "Yes": it asks for START too`},
		},
		"fixed where they do not belong": {
			words: channels.Keywords{OptOut: []string{"Help"}, OptIn: []string{"stop"}},
			want:  []string{`OptOut[0] "Help": it asks for HELP too`, `OptIn[0] "stop": it asks for STOP too`},
		},
		"in an override": {
			words: channels.Keywords{Overrides: map[string]channels.Keywords{
				"FR": {OptOut: []string{"ARRET", ""}, OptIn: []string{"arret"}},
			}},
			want: []string{`OptOut[1] "" of override "FR": it is empty`, `OptIn[0] "arret" of override "FR": it asks for STOP too`},
		},
		"against what an override falls back to": {
			words: channels.Keywords{
				OptIn:     []string{"SI"},
				Overrides: map[string]channels.Keywords{"ES": {Help: []string{"SI"}}},
			},
			want: []string{`Help[0] "SI" of override "ES": it asks for START too`},
		},
		"a clash is told once": {
			words: channels.Keywords{
				OptOut: []string{"A"}, OptIn: []string{"A"},
				Overrides: map[string]channels.Keywords{"ES": {}, "FR": {}},
			},
			want: []string{`OptIn[0] "A": it asks for STOP too`},
		},
		"an override in an override": {
			words: channels.Keywords{Overrides: map[string]channels.Keywords{
				"FR": {Overrides: map[string]channels.Keywords{"fr": {}}},
			}},
			want: []string{`override "FR": it has overrides of its own`},
		},
		"places that are none": {
			words: channels.Keywords{Overrides: map[string]channels.Keywords{
				"": {}, "France": {}, "Fr": {}, "f": {}, "fr-": {}, "fr_FR": {}, "FRA": {},
			}},
			want: []string{
				`override "": named neither by the two capitals of a country nor by a language tag`,
				`override "FRA": named neither by the two capitals of a country nor by a language tag`,
				`override "Fr": named neither by the two capitals of a country nor by a language tag`,
				`override "France": named neither by the two capitals of a country nor by a language tag`,
				`override "f": named neither by the two capitals of a country nor by a language tag`,
				`override "fr-": named neither by the two capitals of a country nor by a language tag`,
				`override "fr_FR": named neither by the two capitals of a country nor by a language tag`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := tc.words.Validate()
			var got []string
			if err != nil {
				if !errors.Is(err, channels.ErrKeywords) {
					t.Errorf("not ErrKeywords: %v", err)
				}
				for line := range strings.SplitSeq(err.Error(), "\n") {
					got = append(got, strings.TrimPrefix(line, "channels: not valid keywords: "))
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A valid Keywords gives each of its words the meaning of its list, alone and below an override.
func FuzzKeywords(f *testing.F) {
	f.Add("STOP", "JOIN", "AIDE", "stop")
	f.Add("ARRÊT", "É", "\u017f", "arrêt")
	f.Add("", " ", "\xff", "İ")
	f.Fuzz(func(t *testing.T, out, in, help, body string) {
		own := channels.Keywords{OptOut: []string{out}, OptIn: []string{in}, Help: []string{help}}
		words := channels.StandardKeywords()
		words.Overrides = map[string]channels.Keywords{"FR": own}
		valid := words.Validate() == nil
		if ownValid := own.Validate() == nil; valid != ownValid {
			t.Fatalf("valid below an override %v, alone %v", valid, ownValid)
		}
		for want, word := range map[channels.Keyword]string{
			channels.KeywordOptOut: out, channels.KeywordOptIn: in, channels.KeywordHelp: help,
		} {
			if got := words.In("FR").Match(word); valid && got != want {
				t.Fatalf("%q asks for %q, want %q", word, got, want)
			}
		}
		if got := words.In("FR").Match(body); got != words.In("FR").Match("\t"+body+" ") {
			t.Fatalf("%q asks for %q but not with white space around", body, got)
		}
	})
}

func TestKeywordsMatchAllocatesNothing(t *testing.T) {
	words := channels.StandardKeywords()
	words.Overrides = map[string]channels.Keywords{"FR": {OptOut: []string{"ARRÊT"}}}
	if n := testing.AllocsPerRun(100, func() {
		if words.In("FR", "fr").Match("See you at eight") != channels.KeywordNone {
			t.Error("an ordinary message asks for something")
		}
	}); n != 0 {
		t.Errorf("Match allocates %v times", n)
	}
}

// Unicode folds a long s to S and a Kelvin sign to K, and no network does so.
func TestMatchFoldsASCIIByItself(t *testing.T) {
	t.Parallel()
	words := channels.Keywords{OptOut: []string{"KEIN", "ſchluss", "ÄUS"}}
	for body, want := range map[string]channels.Keyword{
		"ſtop": channels.KeywordNone, "ſTART": channels.KeywordNone, "\u212aein": channels.KeywordNone, "schluss": channels.KeywordNone,
		"sToP": channels.KeywordOptOut, "kein": channels.KeywordOptOut, "ſCHLUSS": channels.KeywordOptOut, "äus": channels.KeywordOptOut,
	} {
		if got := words.Match(body); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}
