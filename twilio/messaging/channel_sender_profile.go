package messaging

import "github.com/twiliokit/twiliokit/channels"

// ChannelSenderProfile is what people see of a sender. Of a new sender, what is empty is not sent.
type ChannelSenderProfile struct {
	// Name is the display name. WhatsApp requires one, has rules for it and reviews it.
	Name string `json:"name,omitempty"`
	// About is a line about the sender.
	About string `json:"about,omitempty"`
	// Address is the street address.
	Address string `json:"address,omitempty"`
	// Description is more about the sender.
	Description string `json:"description,omitempty"`
	// LogoURL is a public picture.
	LogoURL string `json:"logo_url,omitempty"`
	// BannerURL is a public picture behind the logo.
	BannerURL string `json:"banner_url,omitempty"`
	// PrivacyURL is the privacy policy, on a public page.
	PrivacyURL string `json:"privacy_url,omitempty"`
	// TermsOfServiceURL are the terms.
	TermsOfServiceURL string `json:"terms_of_service_url,omitempty"`
	// AccentColor is the color of the sender, in hexadecimal, dark enough to be read on white (a
	// contrast of 4.5 to 1): "#1F4D2B".
	AccentColor string `json:"accent_color,omitempty"`
	// Vertical is the line of business.
	Vertical Vertical `json:"vertical,omitempty"`
	// Websites are the sender's pages.
	Websites []SenderWebsite `json:"websites,omitempty"`
	// Emails are the sender's e-mail addresses.
	Emails []SenderEmail `json:"emails,omitempty"`
	// PhoneNumbers are numbers to call.
	PhoneNumbers []SenderPhoneNumber `json:"phone_numbers,omitempty"`
}

// A SenderWebsite is a page in a sender's profile.
type SenderWebsite struct {
	// Website is the page's URL.
	Website string `json:"website,omitempty"`
	// Label is what the page is shown as.
	Label string `json:"label,omitempty"`
}

// A SenderEmail is an e-mail address in a sender's profile.
type SenderEmail struct {
	// Email is the address.
	Email string `json:"email,omitempty"`
	// Label is what it is shown as.
	Label string `json:"label,omitempty"`
}

// A SenderPhoneNumber is a number to call in a sender's profile.
type SenderPhoneNumber struct {
	// PhoneNumber is the number in E.164.
	PhoneNumber channels.Address `json:"phone_number,omitempty"`
	// Label is what it is shown as.
	Label string `json:"label,omitempty"`
}

// Vertical is a line of business.
type Vertical string

// The lines of business that WhatsApp tells apart.
const (
	VerticalAlcohol                 Vertical = "Alcohol"
	VerticalAutomotive              Vertical = "Automotive"
	VerticalBeautySpaAndSalon       Vertical = "Beauty, Spa and Salon"
	VerticalClothingAndApparel      Vertical = "Clothing and Apparel"
	VerticalEducation               Vertical = "Education"
	VerticalEntertainment           Vertical = "Entertainment"
	VerticalEventPlanningAndService Vertical = "Event Planning and Service"
	VerticalFinanceAndBanking       Vertical = "Finance and Banking"
	VerticalFoodAndGrocery          Vertical = "Food and Grocery"
	VerticalHotelAndLodging         Vertical = "Hotel and Lodging"
	VerticalMatrimonyService        Vertical = "Matrimony Service"
	VerticalMedicalAndHealth        Vertical = "Medical and Health"
	VerticalNonprofit               Vertical = "Non-profit"
	VerticalOnlineGambling          Vertical = "Online Gambling"
	VerticalOTCDrugs                Vertical = "OTC Drugs"
	VerticalOther                   Vertical = "Other"
	VerticalPhysicalGambling        Vertical = "Physical Gambling"
	VerticalProfessionalServices    Vertical = "Professional Services"
	VerticalPublicService           Vertical = "Public Service"
	VerticalRestaurant              Vertical = "Restaurant"
	VerticalShoppingAndRetail       Vertical = "Shopping and Retail"
	VerticalTravelAndTransportation Vertical = "Travel and Transportation"
)
