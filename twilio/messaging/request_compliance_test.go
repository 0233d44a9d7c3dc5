package messaging_test

func complianceRequests() requests { return requests{} }
