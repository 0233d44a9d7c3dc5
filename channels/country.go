package channels

import "strings"

// Country returns the ISO 3166 code of the country that the phone number in a belongs to, on
// whichever channel: "US" for +15558675310. It is empty if there is no phone number in a or no
// country has its calling code, as with satellite phones and international freephone numbers.
//
// It reads the calling code, in +1 the area code too, and not the rest of the number. So where
// countries share a code the largest is returned: "GB" for Jersey, "IT" for the Vatican. Toll-free
// numbers of +1 are "US".
func (a Address) Country() string {
	number, ok := a.E164()
	if !ok {
		return ""
	}
	return countryOf(number)
}

// countryOf is Country of a number in E.164.
func countryOf(number string) string {
	digits := number[1:]
	switch {
	case digits[0] == '1':
		return countryOfArea(number)
	case digits[0] == '7' && (digits[1] == '6' || digits[1] == '7'):
		return "KZ"
	case digits[0] == '7':
		return "RU"
	}
	for n := 2; n <= 3 && n <= len(digits); n++ {
		if country := find(callingCodes, digits[:n], 3); country != "" {
			return country
		}
	}
	return ""
}

// find returns the country of a code in a table of entries that are sorted by their code, which
// is filled up with spaces to a width.
func find(table, code string, width int) string {
	size := width + 2
	low, high := 0, len(table)/size
	for low < high {
		middle := (low + high) / 2
		entry := table[middle*size : middle*size+width]
		switch strings.Compare(strings.TrimRight(entry, " "), code) {
		case 0:
			return table[middle*size+width : (middle+1)*size]
		case -1:
			low = middle + 1
		default:
			high = middle
		}
	}
	return ""
}

// callingCodes are the country calling codes of ITU-T E.164 but for 1 and 7, sorted, each with its
// country. Of countries that share a code it has the largest.
const callingCodes = "" +
	"20 EG211SS212MA213DZ216TN218LY220GM221SN222MR223ML224GN225CI226BF227NE228TG229BJ" +
	"230MU231LR232SL233GH234NG235TD236CF237CM238CV239ST240GQ241GA242CG243CD244AO245GW" +
	"246IO247SH248SC249SD250RW251ET252SO253DJ254KE255TZ256UG257BI258MZ260ZM261MG262RE" +
	"263ZW264NA265MW266LS267BW268SZ269KM27 ZA290SH291ER297AW298FO299GL30 GR31 NL32 BE" +
	"33 FR34 ES350GI351PT352LU353IE354IS355AL356MT357CY358FI359BG36 HU370LT371LV372EE" +
	"373MD374AM375BY376AD377MC378SM379VA380UA381RS382ME383XK385HR386SI387BA389MK39 IT" +
	"40 RO41 CH420CZ421SK423LI43 AT44 GB45 DK46 SE47 NO48 PL49 DE500FK501BZ502GT503SV" +
	"504HN505NI506CR507PA508PM509HT51 PE52 MX53 CU54 AR55 BR56 CL57 CO58 VE590GP591BO" +
	"592GY593EC594GF595PY596MQ597SR598UY599CW60 MY61 AU62 ID63 PH64 NZ65 SG66 TH670TL" +
	"672NF673BN674NR675PG676TO677SB678VU679FJ680PW681WF682CK683NU685WS686KI687NC688TV" +
	"689PF690TK691FM692MH81 JP82 KR84 VN850KP852HK853MO855KH856LA86 CN880BD886TW90 TR" +
	"91 IN92 PK93 AF94 LK95 MM960MV961LB962JO963SY964IQ965KW966SA967YE968OM970PS971AE" +
	"972IL973BH974QA975BT976MN977NP98 IR992TJ993TM994AZ995GE996KG998UZ"

// areaCode returns the area code of a number of +1, 0 for any other number.
func areaCode(number string) uint16 {
	if len(number) < len("+1555") || number[1] != '1' {
		return 0
	}
	return code(number[2:5])
}

func code(s string) uint16 {
	return uint16(s[0]-'0')*100 + uint16(s[1]-'0')*10 + uint16(s[2]-'0')
}

// IsTollFree reports whether a is a toll-free phone number of North America, such as +18005550100.
// Opting out works differently there: see [TollFreeKeywords].
func (a Address) IsTollFree() bool {
	number, ok := a.E164()
	return ok && a.Channel() == ChannelSMS && tollFree(areaCode(number))
}

// tollFree reports whether an area code is one of those that cost the caller nothing.
func tollFree(area uint16) bool {
	switch area {
	case 800, 822, 833, 844, 855, 866, 877, 888:
		return true
	}
	return false
}

// countryOfArea returns the country of a number of +1. What is not Canada's and not an island's is
// the United States'.
func countryOfArea(number string) string {
	if areaCode(number) == 0 {
		return ""
	}
	area := number[2:5]
	if country := find(islandAreas, area, 3); country != "" {
		return country
	}
	if strings.Contains(canadianAreas, area) {
		return "CA"
	}
	return "US"
}

// islandAreas are the area codes of +1 outside the United States and Canada, and of American
// territories that have a country code of their own, sorted.
const islandAreas = "242BS246BB264AI268AG284VG340VI345KY441BM473GD649TC658JM664MS670MP671GU684AS" +
	"721SX758LC767DM784VC787PR809DO829DO849DO868TT869KN876JM939PR"

// canadianAreas are Canada's, sorted.
const canadianAreas = "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 " +
	"437 438 450 460 468 474 506 514 519 548 579 581 584 587 600 604 613 622 639 647 672 683 " +
	"705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942"

// overlayGroups are area codes that serve one region, a region a line. A code can be in several.
const overlayGroups = "205 659\n256 938\n480 602 623\n327 870\n209 350\n213 323 738\n310 424\n341 510\n408 669\n" +
	"415 628\n619 858\n657 714\n747 818\n805 820\n840 909\n279 916\n369 707\n530 837\n357 559\n442 760\n" +
	"303 720 983\n748 970\n203 475\n860 959\n202 771\n305 645 786\n321 407 689\n561 728\n754 954\n656 813\n" +
	"324 904\n448 850\n404 470 678 943\n470 678 770\n208 986\n217 447\n224 847\n312 773 872\n331 630\n" +
	"464 708\n618 730\n779 815\n309 861\n317 463\n812 930\n270 364\n318 457\n227 240 301\n410 443 667\n" +
	"339 781\n351 978\n508 774\n617 857\n248 947\n313 679\n601 769\n471 662\n314 557\n816 975\n235 573\n" +
	"402 531\n702 725\n201 551\n609 640\n732 848\n862 973\n212 332 646 917\n347 718 917 929\n315 680\n" +
	"363 516\n518 838\n631 934\n624 716\n329 845\n336 743\n704 980\n919 984\n472 910\n234 330\n326 937\n" +
	"380 614\n419 567\n436 440\n283 513\n220 740\n405 572\n539 918\n458 541\n503 971\n215 267 445\n" +
	"412 878\n724 878\n484 610 835\n223 717\n272 570\n582 814\n803 839\n843 854\n821 864\n615 629\n" +
	"423 729\n210 726\n214 469 945 972\n281 346 621 713 832\n512 737\n682 817\n430 903\n385 801\n540 826\n" +
	"571 703\n757 948\n686 804\n206 564\n253 564\n360 564\n425 564\n304 681\n534 715\n274 920\n353 608\n" +
	"204 431 584\n226 382 519 548\n236 250 257 672 778\n236 257 604 672 778\n289 365 742 905\n249 683 705\n" +
	"306 474 639\n343 613 753\n367 418 581\n368 403 587 825\n368 587 780 825\n416 437 647 942\n263 438 514\n" +
	"354 450 579\n428 506\n782 902\n468 819 873\n709 879\n"

// areaSet is a set of area codes.
type areaSet [16]uint64

func (s *areaSet) add(area uint16)      { s[area/64] |= 1 << (area % 64) }
func (s *areaSet) has(area uint16) bool { return s[area/64%16]&(1<<(area%64)) != 0 }

// overlays returns the area codes that serve a region of area's, its own among them.
func overlays(area string) *areaSet {
	found := new(areaSet)
	for rest := overlayGroups; ; {
		at := strings.Index(rest, area)
		if at < 0 {
			return found
		}
		first, last := strings.LastIndexByte(rest[:at], '\n')+1, at+strings.IndexByte(rest[at:], '\n')
		for i := first; i < last; i += len(area) + 1 {
			found.add(code(rest[i:]))
		}
		rest = rest[last+1:]
	}
}
