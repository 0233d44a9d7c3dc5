package channels_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

// Addresses of pools and of recipients.
const (
	oakland  channels.Address = "+15105550001" // area code 510, which 341 overlays
	berkeley channels.Address = "+13415550001"
	chicago  channels.Address = "+13125550001"
	toronto  channels.Address = "+14165550001"
	nassau   channels.Address = "+12425550001"
	tollFree channels.Address = "+18335550001"
	london   channels.Address = "+447700900001"
	leeds    channels.Address = "+447700900002"
	paris    channels.Address = "+33700000001"
	agent    channels.Address = "rcs:owls_agent"
	whatsapp channels.Address = "whatsapp:+15105550001"
	page     channels.Address = "messenger:1094384847"
	owls     channels.Address = "Owls"
	code     channels.Address = "12345"

	inOakland  channels.Address = "+15105550101"
	inBerkeley channels.Address = "+13415550101"
	inNewYork  channels.Address = "+12125550101"
	inToronto  channels.Address = "+16475550101" // overlays 416
	inNassau   channels.Address = "+12425550101"
	inLondon   channels.Address = "+447700900101"
	inBerlin   channels.Address = "+4915100000001"
)

func pool(senders ...channels.Address) []channels.Sender {
	list := make([]channels.Sender, len(senders))
	for i, a := range senders {
		list[i].Address = a
		if a == code {
			list[i].Country = "US"
		}
	}
	return list
}

// One row for each fact about how a Messaging Service chooses.
func TestPoolChoosesByRule(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fact string
		pool []channels.Sender
		to   channels.Address
		want channels.Preference
		from channels.Address // of the first message
	}{
		{"RCS comes before a short code", pool(oakland, code, agent), inNewYork, channels.Preference{}, agent},
		{"without RCS the others are left", pool(oakland, code, agent), inNewYork, channels.Preference{NoRCS: true}, code},
		{"a short code comes before a long code", pool(oakland, code), inNewYork, channels.Preference{}, code},
		{"a short code comes before a toll-free number", pool(tollFree, code), inNewYork, channels.Preference{}, code},
		{"an alphanumeric sender comes before a long code", pool(london, owls), inLondon, channels.Preference{}, owls},
		{"a short code comes before an alphanumeric sender", []channels.Sender{
			{Address: owls}, {Address: code, Country: "GB"},
		}, inLondon, channels.Preference{}, code},
		{"a country is known in any case", []channels.Sender{{Address: oakland}, {Address: code, Country: "us"}}, inNewYork, channels.Preference{}, code},
		{"a short code stays in its country", pool(code, oakland), inLondon, channels.Preference{}, oakland},
		{"an alphanumeric sender does not reach the United States", pool(owls, oakland), inNewYork, channels.Preference{}, oakland},
		{"an alphanumeric sender does not reach Canada", pool(owls, oakland), inToronto, channels.Preference{}, oakland},
		{"an alphanumeric sender for the country comes before the default", []channels.Sender{
			{Address: owls}, {Address: "OwlsUK", Country: "GB"},
		}, inLondon, channels.Preference{}, "OwlsUK"},
		{"an alphanumeric sender for another country is passed over", []channels.Sender{
			{Address: "OwlsFR", Country: "FR"}, {Address: owls},
		}, inLondon, channels.Preference{}, owls},

		{"WhatsApp writes from WhatsApp", pool(oakland, agent, whatsapp), channels.WhatsApp(string(inNewYork)), channels.Preference{}, whatsapp},
		{"SMS does not write from WhatsApp", pool(whatsapp, oakland), inNewYork, channels.Preference{}, oakland},
		{"Messenger writes from Messenger", pool(whatsapp, page), "messenger:1", channels.Preference{}, page},
		{"To with rcs: forces RCS", pool(code, agent), channels.RCS(string(inNewYork)), channels.Preference{NoRCS: true}, agent},

		{"the recipient's country comes first", pool(oakland, paris, london), inLondon, channels.Preference{}, london},
		{"else the United States", pool(paris, oakland), inLondon, channels.Preference{}, oakland},
		{"else any", pool(paris), inLondon, channels.Preference{}, paris},
		{"else a toll-free number, which is American", pool(paris, tollFree), inLondon, channels.Preference{}, tollFree},
		{"Canada is not the United States", pool(oakland, toronto), inToronto, channels.Preference{}, toronto},
		{"nor are the Bahamas", pool(oakland, nassau), inNassau, channels.Preference{}, nassau},
		{"toll-free comes first in Canada", pool(toronto, tollFree), inToronto, channels.Preference{}, tollFree},
		{"toll-free does not come first in the United States", pool(oakland, tollFree), inNewYork, channels.Preference{}, oakland},

		{"the same area code comes first", pool(chicago, berkeley, oakland), inOakland, channels.Preference{AreaCode: true}, oakland},
		{"else one that overlays it", pool(chicago, oakland), inBerkeley, channels.Preference{AreaCode: true}, oakland},
		{"else any of the United States and Canada", pool(toronto, chicago), inOakland, channels.Preference{AreaCode: true}, toronto},
		{"also in Canada", pool(oakland, toronto), inToronto, channels.Preference{AreaCode: true}, toronto},
		{"only if it is asked for", pool(chicago, oakland), inOakland, channels.Preference{}, chicago},
		{"and nowhere else", pool(oakland, london), inLondon, channels.Preference{AreaCode: true}, london},

		{"a sender sticks", pool(london, leeds), inLondon, channels.Preference{Last: leeds}, leeds},
		{"whatever its kind", pool(code, oakland), inNewYork, channels.Preference{Last: oakland}, oakland},
		{"unless it has left", pool(london, leeds), inLondon, channels.Preference{Last: paris}, london},
		{"unless it is foreign and a local number has come", pool(paris, london), inLondon, channels.Preference{Last: paris}, london},
		{"unless it is foreign and a local short code has come", []channels.Sender{
			{Address: oakland}, {Address: code, Country: "GB"},
		}, inLondon, channels.Preference{Last: oakland}, code},
		{"which an alphanumeric sender is not", pool(paris, owls), inLondon, channels.Preference{Last: paris}, paris},
		{"an alphanumeric sender sticks though a local number has come", pool(owls, london), inLondon, channels.Preference{Last: owls}, owls},
		{"a toll-free number is at home in Canada", pool(toronto, tollFree, "+18445550001"), inToronto,
			channels.Preference{Last: "+18445550001"}, "+18445550001"},
		{"RCS does not stick", []channels.Sender{{Address: agent}, {Address: "rcs:other_agent"}}, inLondon,
			channels.Preference{Last: "rcs:other_agent"}, agent},
		{"a sender of another channel does not stick", pool(oakland, whatsapp), channels.WhatsApp(string(inNewYork)), channels.Preference{Last: oakland}, whatsapp},

		{"a sender that is asked for wins", pool(code, oakland, paris), inNewYork, channels.Preference{From: paris, Last: oakland}, paris},
		{"a country that is given comes before the number's", []channels.Sender{
			{Address: paris}, {Address: london, Country: "DE"},
		}, inBerlin, channels.Preference{}, london},
	} {
		t.Run(tt.fact, func(t *testing.T) {
			t.Parallel()
			got, err := channels.NewPool(tt.pool...).Choose(tt.to, tt.want)
			if err != nil || got != tt.from {
				t.Errorf("Choose(%s) = %s, %v; want %s", tt.to, got, err, tt.from)
			}
		})
	}
}

func TestPoolWithoutASender(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		pool []channels.Sender
		to   channels.Address
		ask  channels.Preference
		want error
	}{
		"empty":                    {nil, inNewYork, channels.Preference{}, channels.ErrNoSender},
		"another channel":          {pool(oakland), channels.WhatsApp(string(inNewYork)), channels.Preference{}, channels.ErrNoSender},
		"alphanumeric to the US":   {pool(owls), inNewYork, channels.Preference{}, channels.ErrNoSender},
		"short code abroad":        {pool(code), inLondon, channels.Preference{}, channels.ErrNoSender},
		"short code of no country": {[]channels.Sender{{Address: code}}, inNewYork, channels.Preference{}, channels.ErrNoSender},
		"countries unknown":        {[]channels.Sender{{Address: code}}, "+999123", channels.Preference{}, channels.ErrNoSender},
		"RCS that does not reach":  {pool(agent), inNewYork, channels.Preference{NoRCS: true}, channels.ErrNoSender},
		"nobody":                   {pool(agent, oakland), "", channels.Preference{}, channels.ErrNoSender},
		"nobody, kept":             {pool(oakland), "", channels.Preference{Last: oakland}, channels.ErrNoSender},
		"no number":                {pool(agent, oakland), "1 212 555", channels.Preference{}, channels.ErrNoSender},
		"an alphanumeric sender":   {pool(agent, oakland), owls, channels.Preference{}, channels.ErrNoSender},
		"an agent":                 {pool(agent), "rcs:other_agent", channels.Preference{}, channels.ErrNoSender},
		"nobody on a channel":      {pool(whatsapp), "whatsapp:", channels.Preference{}, channels.ErrNoSender},
		"the one asked for":        {pool(oakland), inNewYork, channels.Preference{From: chicago}, channels.ErrNotInPool},
	} {
		if got, err := channels.NewPool(tt.pool...).Choose(tt.to, tt.ask); !errors.Is(err, tt.want) || got != "" {
			t.Errorf("%s: %q, %v; want %v", name, got, err, tt.want)
		}
	}
}

func TestPoolSpreadsEvenly(t *testing.T) {
	t.Parallel()
	p := channels.NewPool(pool(oakland, chicago, toronto, london)...)
	count := map[channels.Address]int{}
	send := func(n int, to channels.Address) {
		for range n {
			from, err := p.Choose(to, channels.Preference{})
			if err != nil {
				t.Fatal(err)
			}
			count[from]++
		}
	}
	for range 10 { // in turns, which a counter for all would not tell apart
		send(1, inNewYork)
		send(1, inLondon)
	}
	if diff := cmp.Diff(map[channels.Address]int{oakland: 5, chicago: 5, london: 10}, count); diff != "" {
		t.Errorf("messages by sender (-want +got):\n%s", diff)
	}
	p.Add(channels.Sender{Address: berkeley})
	clear(count)
	send(9, inNewYork)
	if diff := cmp.Diff(map[channels.Address]int{oakland: 2, chicago: 2, berkeley: 5}, count); count[berkeley] > 7 {
		t.Errorf("after another has come (-want +got):\n%s", diff)
	}
}

// Of senders that have written as often, the one that has been there longest is next, whatever
// its kind of number; and a sender that is added again has not forgotten what it wrote.
func TestPoolTakesTurns(t *testing.T) {
	t.Parallel()
	p := channels.NewPool(pool(oakland, tollFree, chicago)...)
	turns := func(n int) (from []channels.Address) {
		for range n {
			a, err := p.Choose(inNewYork, channels.Preference{})
			if err != nil {
				t.Fatal(err)
			}
			from = append(from, a)
		}
		return from
	}
	if diff := cmp.Diff([]channels.Address{oakland, tollFree, chicago, oakland, tollFree, chicago}, turns(6)); diff != "" {
		t.Errorf("in turns (-want +got):\n%s", diff)
	}
	p.Remove(tollFree)
	for range 3 {
		if _, err := p.Choose(inNewYork, channels.Preference{From: oakland}); err != nil {
			t.Fatal(err)
		}
	}
	p.Add(channels.Sender{Address: oakland})
	if diff := cmp.Diff([]channels.Address{chicago, chicago, chicago, oakland}, turns(4)); diff != "" {
		t.Errorf("after one has written more (-want +got):\n%s", diff)
	}
}

func TestPoolMembers(t *testing.T) {
	t.Parallel()
	var p channels.Pool
	p.Add(channels.Sender{Address: owls, Country: "GB"})
	p.Add(channels.Sender{Address: owls, Country: "FR"})
	p.Add(channels.Sender{Address: owls, Country: "FR"})
	p.Add(channels.Sender{Address: oakland})
	p.Add(channels.Sender{Address: oakland, Country: "CA"})
	if p.Len() != 3 || !p.Has(owls) || p.Has(paris) {
		t.Errorf("there are %d senders, want two for the two countries and a number", p.Len())
	}
	if !p.Remove(owls) || p.Remove(owls) || p.Len() != 1 {
		t.Errorf("after the removal there are %d senders, want the number", p.Len())
	}
}

// A number that joins late begins where the others of its kind are, and not those of another kind.
func TestPoolNewSenderNeedNotCatchUp(t *testing.T) {
	t.Parallel()
	p := channels.NewPool(pool(oakland, owls)...)
	choose := func(n int) map[channels.Address]int {
		from := map[channels.Address]int{}
		for range n {
			a, err := p.Choose(inNewYork, channels.Preference{})
			if err != nil {
				t.Fatal(err)
			}
			from[a]++
		}
		return from
	}
	choose(100)
	p.Add(channels.Sender{Address: chicago})
	if diff := cmp.Diff(map[channels.Address]int{oakland: 5, chicago: 5}, choose(10)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPoolIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	p := channels.NewPool(pool(oakland, chicago)...)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			p.Add(channels.Sender{Address: channels.Address(fmt.Sprintf("+1510555%04d", i))})
			for range 100 {
				if _, err := p.Choose(inOakland, channels.Preference{AreaCode: true}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if p.Len() != 9 { // one of the eight was there
		t.Errorf("there are %d senders", p.Len())
	}
}

// Choosing among as many senders as a service holds allocates nothing.
func TestPoolChooseAllocatesNothing(t *testing.T) {
	p := fullPool()
	if n := testing.AllocsPerRun(100, func() {
		if _, err := p.Choose(inOakland, channels.Preference{AreaCode: true, Last: "+13125550111"}); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("Choose allocates %v times", n)
	}
}

func fullPool() *channels.Pool {
	var p channels.Pool
	for i := range 400 {
		p.Add(channels.Sender{Address: channels.Address(fmt.Sprintf("+1%d555%04d", 201+i, i))})
	}
	return &p
}

func BenchmarkPoolChoose(b *testing.B) {
	for name, ask := range map[string]channels.Preference{
		"country": {}, "area": {AreaCode: true}, "sticky": {AreaCode: true, Last: "+13125550111"}, "from": {From: "+16005550399"},
	} {
		b.Run(name, func(b *testing.B) {
			p := fullPool()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Choose(inOakland, ask); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestCountry(t *testing.T) {
	t.Parallel()
	for row := range strings.FieldsSeq(`
		+12125550101=US +18005550101=US +14165550101=CA +12425550101=BS +17875550101=PR +18765550101=JM +19395550101=PR
		+79161234567=RU +77012345678=KZ +201001234567=EG +27821234567=ZA +211912345678=SS +33612345678=FR
		+447700900123=GB +491511234567=DE +393331234567=IT +355681234567=AL +37061234567=LT +420601123456=CZ
		+48123456789=PL +5215512345678=MX +5511912345678=BR +50612345678=CR +598123456=UY +61412345678=AU
		+6591234567=SG +66812345678=TH +67012345678=TL +692123456=MH +81901234567=JP +85212345678=HK
		+8613912345678=CN +886912345678=TW +919812345678=IN +9647701234567=IQ +97312345678=BH +982112345678=IR
		+998901234567=UZ whatsapp:+447700900123=GB rcs:+33612345678=FR
		+88213300655= +80012345678= +999123= 12345= Owls= messenger:123= rcs:owls_agent= +12= +1555=US`) {
		a, want, _ := strings.Cut(row, "=")
		if got := channels.Address(a).Country(); got != want {
			t.Errorf("%s is of %q, want %q", a, got, want)
		}
	}
}

func FuzzPoolChoose(f *testing.F) {
	for _, seed := range []string{"+1", "+12", "+15105550101", "+77", "+999", "rcs:+1", "12345", "Owls", "x:"} {
		f.Add(seed, seed, true)
	}
	f.Fuzz(func(t *testing.T, sender, to string, area bool) {
		p := channels.NewPool(pool(channels.Address(sender), oakland, code, owls, whatsapp)...)
		from, err := p.Choose(channels.Address(to), channels.Preference{AreaCode: area, Last: oakland})
		if (err == nil) != p.Has(from) {
			t.Errorf("Choose(%q) = %q, %v", to, from, err)
		}
	})
}
