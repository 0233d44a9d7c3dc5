// # Every operation
//
// The table below has every operation that is emulated, by its host's first label and its path; a test
// holds it to the emulator. Where a path is a collection, list and create are of it, and fetch, update,
// replace and delete are of an entry. Chat is under ip-messaging, too. Paths of the 2010 API end in
// .json.
//
//	api            /2010-04-01/Accounts                                                                 create list fetch update
//	api            /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers                               create list fetch update delete
//	api            /2010-04-01/Accounts/{AccountSid}/Messages                                           create list fetch update delete
//	api            /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback                     POST
//	api            /2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media                        list fetch delete
//	api            /2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes                                     list fetch update
//	chat           /v2/Credentials                                                                      create list fetch update delete
//	chat           /v2/Services                                                                         create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Bindings                                                   list fetch delete
//	chat           /v2/Services/{ServiceSid}/Channels                                                   create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Invites                              create list fetch delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Members                              create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Messages                             create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Channels/{ChannelSid}/Webhooks                             create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Roles                                                      create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Users                                                      create list fetch update delete
//	chat           /v2/Services/{ServiceSid}/Users/{UserSid}/Bindings                                   list fetch delete
//	chat           /v2/Services/{ServiceSid}/Users/{UserSid}/Channels                                   list fetch update delete
//	chat           /v3/Services/{ServiceSid}/Channels                                                   update
//	content        /v1/Content                                                                          create list fetch replace delete
//	content        /v1/Content/{ContentSid}/ApprovalRequests/whatsapp                                   POST
//	content        /v1/Content/{Sid}/ApprovalRequests                                                   GET
//	content        /v1/ContentAndApprovals                                                              GET
//	content        /v1/LegacyContent                                                                    GET
//	content        /v2/Content                                                                          GET
//	content        /v2/ContentAndApprovals                                                              GET
//	conversations  /v1/Configuration                                                                    GET POST
//	conversations  /v1/Configuration/Addresses                                                          create list fetch update delete
//	conversations  /v1/Configuration/Webhooks                                                           GET POST
//	conversations  /v1/ConversationWithParticipants                                                     POST
//	conversations  /v1/Conversations                                                                    create list fetch update delete
//	conversations  /v1/Conversations/{ConversationSid}/Messages                                         create list fetch update delete
//	conversations  /v1/Conversations/{ConversationSid}/Messages/{MessageSid}/Receipts                   list fetch
//	conversations  /v1/Conversations/{ConversationSid}/Participants                                     create list fetch update delete
//	conversations  /v1/Conversations/{ConversationSid}/Webhooks                                         create list fetch update delete
//	conversations  /v1/Credentials                                                                      create list fetch update delete
//	conversations  /v1/ParticipantConversations                                                         GET
//	conversations  /v1/Roles                                                                            create list fetch update delete
//	conversations  /v1/Services                                                                         create list fetch delete
//	conversations  /v1/Services/{ChatServiceSid}/Bindings                                               list fetch delete
//	conversations  /v1/Services/{ChatServiceSid}/Configuration                                          GET POST
//	conversations  /v1/Services/{ChatServiceSid}/Configuration/Notifications                            GET POST
//	conversations  /v1/Services/{ChatServiceSid}/Configuration/Webhooks                                 GET POST
//	conversations  /v1/Services/{ChatServiceSid}/ConversationWithParticipants                           POST
//	conversations  /v1/Services/{ChatServiceSid}/Conversations                                          create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Messages               create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Messages/{MessageSid}/Receipts list fetch
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Participants           create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Conversations/{ConversationSid}/Webhooks               create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/ParticipantConversations                               GET
//	conversations  /v1/Services/{ChatServiceSid}/Roles                                                  create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Users                                                  create list fetch update delete
//	conversations  /v1/Services/{ChatServiceSid}/Users/{UserSid}/Conversations                          list fetch update delete
//	conversations  /v1/Users                                                                            create list fetch update delete
//	conversations  /v1/Users/{UserSid}/Conversations                                                    list fetch update delete
//	messaging      /v1/Deactivations                                                                    GET
//	messaging      /v1/Services                                                                         create list fetch update delete
//	messaging      /v1/Services/Usecases                                                                GET
//	messaging      /v1/Services/{MessagingServiceSid}/ChannelSenders                                    create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/AlphaSenders                                               create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/DestinationAlphaSenders                                    create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/PhoneNumbers                                               create list fetch delete
//	messaging      /v1/Services/{ServiceSid}/ShortCodes                                                 create list fetch delete
//	oauth          /v2/token                                                                            POST
package twiliotest
