package messaging

// TollfreeUseCase is what messages from a toll-free number are for.
type TollfreeUseCase string

// What messages from a toll-free number are for.
const (
	TollfreeUseCaseTwoFactorAuthentication      TollfreeUseCase = "TWO_FACTOR_AUTHENTICATION"
	TollfreeUseCaseAccountNotifications         TollfreeUseCase = "ACCOUNT_NOTIFICATIONS"
	TollfreeUseCaseCustomerCare                 TollfreeUseCase = "CUSTOMER_CARE"
	TollfreeUseCaseCharityNonprofit             TollfreeUseCase = "CHARITY_NONPROFIT"
	TollfreeUseCaseDeliveryNotifications        TollfreeUseCase = "DELIVERY_NOTIFICATIONS"
	TollfreeUseCaseFraudAlertMessaging          TollfreeUseCase = "FRAUD_ALERT_MESSAGING"
	TollfreeUseCaseEvents                       TollfreeUseCase = "EVENTS"
	TollfreeUseCaseHigherEducation              TollfreeUseCase = "HIGHER_EDUCATION"
	TollfreeUseCaseK12                          TollfreeUseCase = "K12"
	TollfreeUseCaseMarketing                    TollfreeUseCase = "MARKETING"
	TollfreeUseCasePollingAndVotingNonPolitical TollfreeUseCase = "POLLING_AND_VOTING_NON_POLITICAL"
	TollfreeUseCasePoliticalElectionCampaigns   TollfreeUseCase = "POLITICAL_ELECTION_CAMPAIGNS"
	TollfreeUseCasePublicServiceAnnouncement    TollfreeUseCase = "PUBLIC_SERVICE_ANNOUNCEMENT"
	TollfreeUseCaseSecurityAlert                TollfreeUseCase = "SECURITY_ALERT"
)

// OptInType is how people agree to be written to.
type OptInType string

// How people agree to be written to.
const (
	OptInTypeVerbal       OptInType = "VERBAL"
	OptInTypeWebForm      OptInType = "WEB_FORM"
	OptInTypePaperForm    OptInType = "PAPER_FORM"
	OptInTypeViaText      OptInType = "VIA_TEXT"
	OptInTypeMobileQRCode OptInType = "MOBILE_QR_CODE"
	// OptInTypeImport is a list that was brought along.
	OptInTypeImport OptInType = "IMPORT"
	// OptInTypeImportPleaseReplace stands for a type that Twilio did not know when it moved a
	// verification from elsewhere: replace it.
	OptInTypeImportPleaseReplace OptInType = "IMPORT_PLEASE_REPLACE"
)

// BusinessType is a business's legal form.
type BusinessType string

// Legal forms.
const (
	BusinessTypePrivateProfit  BusinessType = "PRIVATE_PROFIT"
	BusinessTypePublicProfit   BusinessType = "PUBLIC_PROFIT" // traded on a stock exchange
	BusinessTypeSoleProprietor BusinessType = "SOLE_PROPRIETOR"
	BusinessTypeNonProfit      BusinessType = "NON_PROFIT"
	BusinessTypeGovernment     BusinessType = "GOVERNMENT"
)

// BusinessRegistrationAuthority is the kind of number that a business is registered by.
type BusinessRegistrationAuthority string

// The kinds of numbers, and where they are from.
const (
	BusinessRegistrationAuthorityEIN              BusinessRegistrationAuthority = "EIN"               // US
	BusinessRegistrationAuthorityCBN              BusinessRegistrationAuthority = "CBN"               // Canada
	BusinessRegistrationAuthorityNEQ              BusinessRegistrationAuthority = "NEQ"               // Quebec
	BusinessRegistrationAuthorityProvincialNumber BusinessRegistrationAuthority = "PROVINCIAL_NUMBER" // Canada's provinces
	BusinessRegistrationAuthorityCRN              BusinessRegistrationAuthority = "CRN"               // United Kingdom
	BusinessRegistrationAuthorityVAT              BusinessRegistrationAuthority = "VAT"               // Europe
	BusinessRegistrationAuthorityACN              BusinessRegistrationAuthority = "ACN"               // Australia
	BusinessRegistrationAuthorityABN              BusinessRegistrationAuthority = "ABN"               // Australia
	BusinessRegistrationAuthorityBRN              BusinessRegistrationAuthority = "BRN"               // Hong Kong and others
	BusinessRegistrationAuthoritySIREN            BusinessRegistrationAuthority = "SIREN"             // France
	BusinessRegistrationAuthoritySIRET            BusinessRegistrationAuthority = "SIRET"             // France
	BusinessRegistrationAuthorityNZBN             BusinessRegistrationAuthority = "NZBN"              // New Zealand
	BusinessRegistrationAuthorityUStIDNr          BusinessRegistrationAuthority = "USt-IdNr"          // Germany
	BusinessRegistrationAuthorityCIF              BusinessRegistrationAuthority = "CIF"               // Spain
	BusinessRegistrationAuthorityNIF              BusinessRegistrationAuthority = "NIF"               // Spain
	BusinessRegistrationAuthorityCNPJ             BusinessRegistrationAuthority = "CNPJ"              // Brazil
	BusinessRegistrationAuthorityUID              BusinessRegistrationAuthority = "UID"               // Switzerland
	BusinessRegistrationAuthorityOther            BusinessRegistrationAuthority = "OTHER"
)

// TollfreeVettingProvider is a third party that vets political organizations.
type TollfreeVettingProvider string

// TollfreeVettingProviderCampaignVerify is Campaign Verify.
const TollfreeVettingProviderCampaignVerify TollfreeVettingProvider = "CAMPAIGN_VERIFY"
