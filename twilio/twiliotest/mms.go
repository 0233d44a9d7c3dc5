package twiliotest

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// converterHost has the files of messages to people who have no MMS, each for a year.
const (
	converterHost = "p.twil.io"
	converterLife = 365 * 24 * time.Hour
)

// mediaLink is a link to a file that the MMS Converter has made.
type mediaLink struct {
	account, file string // their SIDs
	created       time.Time
}

// SetMMS says whether the person's handset and carrier take MMS. Nothing said, those with a number of
// the United States, Canada or Australia do and no others. A message with files to who does not is
// undelivered with 30011, unless it is by a Messaging Service with the MMS Converter, which all have
// until their MmsConverter is false: then its text ends with a link to each file.
func (p *Phone) SetMMS(takes bool) {
	defer p.tw.mustSave()
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	p.tw.phoneAt(p.address).mms = new(takes)
}

// withoutMMS reports whether a message has files that its person cannot have. The caller holds tw.mu.
func (tw *Twilio) withoutMMS(m *message) bool {
	if len(m.Media) == 0 || m.linked || m.channel() != channels.ChannelSMS {
		return false
	}
	if takes := tw.phoneAt(m.To).mms; takes != nil {
		return !*takes
	}
	switch m.To.Country() {
	case "US", "CA", "AU":
		return false
	}
	return true
}

// convert makes an SMS with links of an MMS. The record keeps the files. The caller holds tw.mu.
func (tw *Twilio) convert(m *message) {
	m.linked = true
	for _, file := range m.Media {
		tw.counter++
		id := strconv.FormatUint(tw.counter, 36)
		id = strings.Repeat("0", max(0, len("0000000")-len(id))) + id
		tw.mediaLinks[id] = &mediaLink{account: m.AccountSID, file: file.SID, created: tw.Now()}
		m.Body = strings.TrimSpace(m.Body + " https://" + converterHost + "/" + id)
	}
}

// serveConverter answers somebody who follows a link to a file.
func (tw *Twilio) serveConverter(w http.ResponseWriter, r *http.Request) {
	tw.mu.Lock()
	var leads mediaLink
	l := tw.mediaLinks[strings.TrimPrefix(r.URL.Path, "/")]
	if l != nil && tw.cfg.clock.since(l.created) < converterLife {
		leads = *l
	}
	tw.mu.Unlock()
	tw.serveFile(w, r, converterHost, leads.account, leads.file)
}

// errNoMMS is the code of a message with files to who takes none.
const errNoMMS twilio.ErrorCode = 30011
