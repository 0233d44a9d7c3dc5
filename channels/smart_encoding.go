package channels

import (
	"strings"
	"unicode/utf8"
)

// SmartEncode puts characters of GSM-7 in the place of others that look like them, so that a
// text which a word processor has dressed up costs no more than it did: curly quotes, dashes,
// bullets, full-width letters and spaces become plain ones, and what has no width goes. Letters
// with accents, emoji and other scripts stay. One of them is enough to have the body sent in UCS-2,
// where replacing others gains nothing. A body that is not UTF-8 stays as it is.
//
// The table is that of Twilio's public calculator, with its peculiarities: a no-break space
// becomes two spaces and a tab seven, and a combining circumflex a ^ of its own.
//
// Twilio docs: https://www.twilio.com/docs/messaging/services#smart-encoding
func SmartEncode(body string) string {
	for i, r := range body {
		if _, ok := smart(r); ok {
			if !utf8.ValidString(body) { // or what goes could make a character of the bytes around it
				break
			}
			return body[:i] + smartEncode(body[i:])
		}
	}
	return body
}

func smartEncode(body string) string {
	var b strings.Builder
	b.Grow(len(body))
	for body != "" {
		r, n := utf8.DecodeRuneInString(body)
		if plain, ok := smart(r); ok {
			b.WriteString(plain)
		} else {
			b.WriteString(body[:n])
		}
		body = body[n:]
	}
	return b.String()
}

// fullWidth are the digits and letters that full-width ones become, in the order of Unicode.
const (
	fullWidthDigits  = "0123456789"
	fullWidthLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// smart returns what Smart Encoding makes of r, if it replaces it.
func smart(r rune) (plain string, ok bool) {
	switch { // the most that texts are made of is not looked for below
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == ' ':
		return "", false
	case r >= '０' && r <= '９':
		return fullWidthDigits[r-'０':][:1], true
	case r >= 'Ａ' && r <= 'Ｚ':
		return fullWidthLetters[r-'Ａ':][:1], true
	}
	switch r {
	case '«', '»', '“', '”', 'ʺ', 'ˮ', '‟', '„', '❝', '❞', '〝', '〞', '＂':
		return "\"", true // quotation marks
	case '‘', '’', 'ʻ', 'ˈ', 'ʼ', 'ʽ', 'ʹ', '‛', '＇', '´', 'ˊ', '`', 'ˋ', '❛', '❜', '\u0313',
		'\u0314', '︐', '︑':
		return "'", true // apostrophes, accents that stand alone, and vertical commas
	case '÷', '⧸', '\u0337', '\u0338', '⁄', '∕', '／':
		return "/", true
	case '¼':
		return "1/4", true
	case '½':
		return "1/2", true
	case '¾':
		return "3/4", true
	case '⧹', '⧵', '\u20e5', '﹨', '＼':
		return "\\", true
	case '\u0332', '＿', '‗':
		return "_", true
	case '\u20d2', '\u20d3', '∣', '｜', '⎸', '⎹', '⏐', '⎜', '⎟':
		return "|", true
	case '⎼', '⎽', '―', '﹣', '－', '‐', '⁃', '—', '–', '•':
		return "-", true // dashes and bullets
	case '﹫', '＠':
		return "@", true
	case '﹩', '＄':
		return "$", true
	case 'ǃ', '︕', '﹗', '！':
		return "!", true
	case '‼':
		return "!!", true
	case '﹟', '＃':
		return "#", true
	case '﹪', '％':
		return "%", true
	case '﹠', '＆':
		return "&", true
	case '‚', '\u0326', '﹐', '﹑', '，', '､', '、':
		return ",", true
	case '❨', '❪', '﹙', '（', '⟮', '⦅':
		return "(", true
	case '❩', '❫', '﹚', '）', '⟯', '⦆':
		return ")", true
	case '⁎', '∗', '⊛', '✢', '✣', '✤', '✥', '✱', '✲', '✳', '✺', '✻', '✼', '✽', '❃', '❉', '❊', '❋',
		'⧆', '﹡', '＊':
		return "*", true
	case '˖', '﹢', '＋':
		return "+", true
	case '。', '﹒', '．', '｡':
		return ".", true
	case 'ː', '˸', '⦂', '꞉', '︓', '：':
		return ":", true
	case '⁏', '︔', '﹔', '；':
		return ";", true
	case '﹤', '＜', '‹':
		return "<", true
	case '\u0347', '꞊', '﹦', '＝':
		return "=", true
	case '﹥', '＞', '›':
		return ">", true
	case '︖', '﹖', '？':
		return "?", true
	case 'ˆ', '\u0302', '＾', '\u1dcd':
		return "^", true
	case '❴', '﹛', '｛':
		return "{", true
	case '❵', '﹜', '｝':
		return "}", true
	case '［':
		return "[", true
	case '］':
		return "]", true
	case '˜', '˷', '\u0303', '\u0330', '\u0334', '∼', '～':
		return "~", true
	case '…':
		return "...", true
	case '\u2028', '\u2029', '\u2001':
		return " ", true // separators of lines and paragraphs
	case '\u00a0', '\u2000', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008',
		'\u2009', '\u200a', '\u202f', '\u205f', '\u3000', '\u008d', '\u009f', '\u0080', '\u0090',
		'\u009b':
		return "  ", true // other spaces, and control characters that show as one
	case '\u0009':
		return "       ", true // tab
	case '\u0010', '\u0000', '\u0003', '\u0004', '\u0017', '\u0019', '\u0011', '\u0012', '\u0013',
		'\u0014', '\u2060', '\u200b', '\u200c', '\ufeff':
		return "", true // what has no width, and control characters that show nothing
	case 'ᴀ':
		return "A", true
	case 'ʙ':
		return "B", true
	case 'ᴄ':
		return "C", true
	case 'ᴅ':
		return "D", true
	case 'ᴇ':
		return "E", true
	case 'ꜰ':
		return "F", true
	case 'ɢ':
		return "G", true
	case 'ʜ':
		return "H", true
	case 'ɪ':
		return "I", true
	case 'ᴊ':
		return "J", true
	case 'ᴋ':
		return "K", true
	case 'ʟ':
		return "L", true
	case 'ᴍ':
		return "M", true
	case 'ɴ':
		return "N", true
	case 'ᴏ':
		return "O", true
	case 'ᴘ':
		return "P", true
	case 'ʀ':
		return "R", true
	case 'ꜱ':
		return "S", true
	case 'ᴛ':
		return "T", true
	case 'ᴜ':
		return "U", true
	case 'ᴠ':
		return "V", true
	case 'ᴡ':
		return "W", true
	case 'ʏ':
		return "Y", true
	case 'ᴢ':
		return "Z", true
	}
	return "", false
}
