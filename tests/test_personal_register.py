"""The register of personal data: what becomes of each field when a person is erased. A new field fails."""

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from members.people.models import User

KEPT = "kept"  # of the company, the body or the installation; a key to a person leads to an emptied row
ANONYMISED = "anonymised"
DELETED = "deleted"  # the row, or what is in the field
NOT_PERSONAL = "not personal"

DUTY_TERMS = "minutes weekdays key least_minutes starts_on"

REGISTER: dict[str, dict[str, str]] = {
    "account.EmailAddress": {DELETED: "id user email verified primary"},
    "account.EmailConfirmation": {DELETED: "id email_address created sent key"},
    "admin.LogEntry": {
        ANONYMISED: "object_repr",
        KEPT: "user action_time content_type object_id action_flag change_message",
        NOT_PERSONAL: "id",
    },
    "auth.Group": {NOT_PERSONAL: "id name permissions"},
    "auth.Group_permissions": {NOT_PERSONAL: "id group permission"},
    "auth.Permission": {NOT_PERSONAL: "id name content_type codename"},
    "contenttypes.ContentType": {NOT_PERSONAL: "id app_label model"},
    "events.Event": {
        NOT_PERSONAL: "id uid slug language kind for_age_from price_cents starts_at ends_at is_all_day space"
        " is_elsewhere online_url is_common visibility state capacity registration_opens_at"
        " registration_closes_at max_party releases_after resolution series position published_from"
        " public_since left_public_at sequence updated_at",
        KEPT: "title summary text place search_text cancel_reason return_reason created_by",
    },
    "events.EventHost": {
        NOT_PERSONAL: "id event company role state asked_at answered_at space starts_at ends_at",
        KEPT: "asked_by answered_by contribution",
    },
    "events.EventMove": {
        NOT_PERSONAL: "id event starts_at ends_at is_all_day space sequence moved_at",
        KEPT: "place moved_by",
    },
    "events.EventRoom": {NOT_PERSONAL: "id event space booking before_minutes after_minutes"},
    "events.EventSeries": {NOT_PERSONAL: "id uid rule week until count created_at", KEPT: "created_by"},
    "events.EventText": {NOT_PERSONAL: "id event language", KEPT: "title summary text search_text"},
    "events.EventPicture": {
        NOT_PERSONAL: "id large small width height small_width small_height event",
        KEPT: "alt",
    },
    "events.ProposedEvent": {NOT_PERSONAL: "id proposal amendment event"},
    "events.Programme": {NOT_PERSONAL: "id hosts_publish embed_origins"},
    "events.Answer": {DELETED: "id registration question text"},
    "events.EventQuestion": {
        NOT_PERSONAL: "id event position kind label_it label_en options_it options_en is_required purpose"
        " days_kept"
    },
    "events.GuestLetter": {
        KEPT: "subject text sent_by sent_at",
        NOT_PERSONAL: "id event request_id readers number",
    },
    "events.GuestListDownload": {KEPT: "by at", NOT_PERSONAL: "id event rows"},
    "events.Notice": {KEPT: "registration kind revision queued_at", NOT_PERSONAL: "id"},
    "events.Institution": {
        NOT_PERSONAL: "id name slug kind line website address is_public updated_at",
    },
    "events.InstitutionLogo": {
        NOT_PERSONAL: "id large small width height small_width small_height institution",
        KEPT: "alt",
    },
    "events.Contact": {DELETED: "id institution person role email phone known_from"},
    "events.Agreement": {
        NOT_PERSONAL: "id institution title signed_on starts_on ends_on notice_months document_size"
        " document_sha256 resolution",
        KEPT: "document ended_reason ended_at ended_by",
    },
    "events.AgreementNotice": {NOT_PERSONAL: "id agreement days ends_on noted_at"},
    "events.ProposedAgreement": {NOT_PERSONAL: "id proposal amendment agreement start_on"},
    "events.EventPartner": {NOT_PERSONAL: "id institution event role"},
    "events.RenewalPartner": {NOT_PERSONAL: "id institution renewal role"},
    "events.RelationNote": {
        KEPT: "company author text written_at",
        NOT_PERSONAL: "id institution request_id",
    },
    "events.Registration": {
        ANONYMISED: "uid name email language request_id cancel_token_hash checked_in_by",
        KEPT: "event state party created_at held_until queued_at offered_until confirmed_at cancelled_at"
        " checked_in_at checked_in_party",
        NOT_PERSONAL: "id code is_walk_in erased_at",
    },
    "governance.AccountsNotice": {NOT_PERSONAL: "id resolution sent_at"},
    "governance.Amendment": {
        KEPT: "author company title text reason created_at settled_by settle_reason",
        NOT_PERSONAL: "id proposal number base state settled_at version request_id",
    },
    "governance.AssemblyEntry": {
        KEPT: "reason rsvp_at rsvp_by",
        NOT_PERSONAL: "id assembly company standing is_director rsvp",
    },
    "governance.AgendaItem": {
        KEPT: "title text search_text note",
        NOT_PERSONAL: "id assembly position kind proposal state",
    },
    # The minutes stand for what an assembly did; its officers are named in them.
    "governance.Assembly": {
        KEPT: "place link search_text chair secretary state_reason",
        NOT_PERSONAL: "id year number kind mode first_call_at second_call_at state call called_at opened_at"
        " closed_at rulebook revision height",
    },
    "governance.AssemblyChange": {KEPT: "before after reason by at", NOT_PERSONAL: "id assembly kind"},
    "governance.AssemblyYear": {NOT_PERSONAL: "year last_number"},
    "governance.Attachment": {
        KEPT: "added_by name file added_at",
        NOT_PERSONAL: "id proposal kind size sha256",
    },
    "governance.CheckInReminder": {NOT_PERSONAL: "id assembly call call_at sent_at"},
    # A ballot is nobody's: no row says whose. What somebody wrote on it stays in the record.
    "governance.Ballot": {KEPT: "phrase answer", NOT_PERSONAL: "tracker round nonce"},
    "governance.PaperCount": {KEPT: "entered_by at", NOT_PERSONAL: "id round counts"},
    "governance.Participation": {NOT_PERSONAL: "roll_entry"},
    "governance.Scrutineer": {KEPT: "user", NOT_PERSONAL: "id assembly public_key locked_key"},
    "governance.SealedBallot": {NOT_PERSONAL: "participation box"},
    "governance.SecretVote": {NOT_PERSONAL: "agenda_item ground asked_by are_few_accepted"},
    "governance.Urn": {NOT_PERSONAL: "id round public_key closed_at present"},
    "governance.UrnLock": {NOT_PERSONAL: "id urn first second given box"},
    "governance.VoteReminder": {KEPT: "by sent_at", NOT_PERSONAL: "id round"},
    "governance.Candidacy": {
        DELETED: "statement",
        KEPT: "user proposed_by proposed_at accepted_at withdrawn_at answer answered_at",
        NOT_PERSONAL: "id proposal option company office",
    },
    "governance.Comment": {
        KEPT: "author company kind text created_at edited_at",
        NOT_PERSONAL: "id proposal parent request_id",
    },
    "governance.CommentEdit": {KEPT: "text kind replaced_at", NOT_PERSONAL: "id comment"},
    "governance.Departure": {
        KEPT: "company note entered_by entered_on withdrawn_by withdrawn_at withdrawal_reason",
        NOT_PERSONAL: "id kind leaves_on resolution",
    },
    "governance.DigestMark": {DELETED: "id user until"},
    "governance.MatterRule": {
        NOT_PERSONAL: "id rulebook matter base numerator denominator is_strict quorum_numerator"
        " quorum_denominator second_quorum_numerator second_quorum_denominator quorum_of ways"
        " is_online discussion_days"
    },
    "governance.Presence": {
        KEPT: "user by at",
        NOT_PERSONAL: "id entry kind how call height",
    },
    "governance.Office": {
        KEPT: "user entered_by ended_by voided_by void_reason seat",
        NOT_PERSONAL: "id kind company start_on end_on resolution voided_at",
    },
    "governance.Petition": {
        KEPT: "title text",
        NOT_PERSONAL: "id company opened_at state reached_at needed due_on late_told_on assembly request_id",
    },
    "governance.PetitionSignature": {
        KEPT: "by at withdrawn_at withdrawn_by",
        NOT_PERSONAL: "id petition company",
    },
    "governance.Proposal": {
        KEPT: "author company title text search_text state_reason created_at",
        NOT_PERSONAL: "id matter state discussion_opened_at frozen_at withdrawn_at request_id method"
        " is_advisory is_choice seats dots dots_per_option cost_cents cost_key responsible due_on"
        " review_months supersedes effect",
    },
    "governance.ProposedElection": {NOT_PERSONAL: "id proposal amendment kind start_on years"},
    "governance.ProposedExclusion": {NOT_PERSONAL: "id proposal amendment company leaves_on"},
    "governance.ProposalShare": {NOT_PERSONAL: "id proposal company cents"},
    "governance.ProposalOption": {KEPT: "title", NOT_PERSONAL: "id proposal key"},
    "governance.ProposalStep": {KEPT: "by at reason", NOT_PERSONAL: "id proposal state"},
    "governance.ProposalVersion": {
        KEPT: "author title text terms note created_at",
        NOT_PERSONAL: "id proposal number",
    },
    "governance.Proxy": {
        KEPT: "person written_by written_at answered_at revoked_at instructions",
        NOT_PERSONAL: "id grantor holder state",
    },
    "governance.Recusal": {
        KEPT: "company reason declared_by declared_at",
        NOT_PERSONAL: "id proposal resolution",
    },
    "governance.Resolution": {
        KEPT: "title text search_text statement concluded_by done_by done_on effect_by",
        NOT_PERSONAL: "id year number matter outcome decided_on proposal round is_published supersedes"
        " responsible due_on review_on told_on effect_state effect_note effect_at",
    },
    "governance.Minutes": {
        NOT_PERSONAL: "id assembly call state drafted_at told_on corrects year number place parent hash"
        " signed_at",
        KEPT: "text facts",  # people by an id and a commitment to their name
        ANONYMISED: "names",
    },
    "governance.MinutesBook": {NOT_PERSONAL: "id entries"},
    "governance.MinutesSignature": {NOT_PERSONAL: "id minutes role hash", KEPT: "user name at"},
    "governance.ResolutionYear": {NOT_PERSONAL: "year last_number"},
    "governance.RollCorrection": {
        KEPT: "reason by confirmed_by at",
        NOT_PERSONAL: "id entry before after",
    },
    "governance.RollCorrectionRequest": {
        KEPT: "reason asked_by asked_at answered_by answered_at",
        NOT_PERSONAL: "id entry before after state",
    },
    "governance.RollEntry": {KEPT: "reason", NOT_PERSONAL: "id round company standing proxy"},
    # The chain holds companies, never people; it cannot be changed without breaking.
    "governance.PublishedHead": {NOT_PERSONAL: "id round height hash published_at day"},
    "governance.RoundEvent": {KEPT: "payload at", NOT_PERSONAL: "id round height kind parent hash"},
    "governance.RoundReminder": {NOT_PERSONAL: "id round hours closes_at sent_at"},
    "governance.Rulebook": {
        KEPT: "note",
        NOT_PERSONAL: "id version in_force_from resolution shortest_round_hours second_call_days"
        " longest_round_days seniority_days consent_rounds is_tie_voted_again"
        " is_ranking_tie_run_off read_on admission_open_days admission_due_days admission_appeal_days"
        " admission_silent_days notice_days extraordinary_notice_days is_remote_allowed proxies_most"
        " may_directors_hold_proxies is_casting_vote secret_asked_numerator secret_asked_denominator"
        " fewest_secret_ballots petition_numerator petition_denominator petition_days minutes_days"
        " term_years arrears_days_before_suspension",
    },
    "governance.RulebookChange": {NOT_PERSONAL: "id proposal amendment rulebook in_force_from"},
    "governance.Vote": {
        KEPT: "cast_by cast_at choice answer entered_by confirmed_by",
        NOT_PERSONAL: "id roll_entry revision is_current nonce",
    },
    "governance.VotingRound": {
        KEPT: "opened_by opened_at extended_by extension_reason closed_by cancelled_by cancel_reason",
        NOT_PERSONAL: "id proposal version amendment number state rulebook rule method is_advisory"
        " agenda_item is_secret cast_by is_second_call ends_when_all_voted options lot seats dots"
        " dots_per_option closes_at first_closes_at"
        " closed_at cancelled_at height members entitled recused taken_part tally outcome",
    },
    "governance.VotingSuspension": {
        KEPT: "company reason entered_by entered_on ended_by",
        NOT_PERSONAL: "id start_on end_on resolution rulebook_entry is_by_rulebook",
    },
    "members.Application": {
        DELETED: "uid name person email line story needs reasons appeal",
        KEPT: "checked_by company",
        NOT_PERSONAL: "id request_id call state language field second_field third_field vocation craft"
        " founded people customers least_m2 most_m2 wanted_from may_publish consent_at notice_version"
        " open_days due_days appeal_days silent_days created_at saved_at submitted_on due_on asked_on"
        " opened_on open_until told_on appeal_until appealed_on closed_on emptied_on lapse_told_on last_alarm"
        " figures figures_on figures_method",
    },
    "members.ApplicationAnswer": {DELETED: "id application question words text"},
    "members.ApplicationDocument": {DELETED: "id application name kind file size sha256 added_at"},
    "members.ApplicationListing": {DELETED: "id application kind title text field terms"},
    "members.ApplicationMessage": {
        DELETED: "id application request_id kind text company question sent_at",
        KEPT: "author",
    },
    "members.ApplicationProduct": {DELETED: "id application name kinds materials stages"},
    "members.ApplicationStep": {NOT_PERSONAL: "id application state company at", KEPT: "by"},
    "members.Call": {NOT_PERSONAL: "id title slug text opens_at closes_at offered_m2 rooms"},
    "members.CallQuestion": {NOT_PERSONAL: "id call position words help is_required"},
    "members.ChangeRequest": {
        KEPT: "requested_by decided_by note reason requested_at decided_at",
        NOT_PERSONAL: "id company name craft craft_number state",
    },
    "members.Collaboration": {
        KEPT: "what asked_by answered_by ended_by",
        NOT_PERSONAL: "id giver taker kind started_on ended_on is_asked_by_giver asked_at confirmed_at"
        " declined_at is_public_by_giver is_public_by_taker",
    },
    # A firm of one person bears its name, which is the company's: it ends with the company.
    "members.Company": {
        KEPT: "name slug line story craft_number email phone website opening_times search_text",
        NOT_PERSONAL: "id field second_field third_field vocation craft craft_checked_on founded customers"
        " people_at_work email_is_public phone_is_public takes_visits takes_commissions takes_apprentices"
        " joined_on left_on is_remembered confirmed_on asked_on facet_values",
    },
    "members.JointProject": {
        KEPT: "title text created_by",
        NOT_PERSONAL: "id request_id slug lead starts_on ends_on created_at started_at",
    },
    "members.ProjectPart": {
        KEPT: "role answered_by",
        NOT_PERSONAL: "id project company share confirmed_at declined_at is_public",
    },
    "members.ProjectPicture": {
        NOT_PERSONAL: "id large small width height small_width small_height project",
        KEPT: "alt",
    },
    "members.Field": {NOT_PERSONAL: "id code name_en name_it ateco"},
    "members.FormerSlug": {KEPT: "slug", NOT_PERSONAL: "id company"},
    "members.HistoricalCompany": {
        KEPT: "history_user history_date name slug line story craft_number website opening_times",
        NOT_PERSONAL: "id vocation craft craft_checked_on founded customers email_is_public phone_is_public"
        " takes_visits takes_commissions takes_apprentices joined_on left_on is_remembered confirmed_on"
        " field second_field third_field history_id history_change_reason history_type",
    },
    # Of an invitation to the person the row goes; of one they sent, who sent it.
    "members.Invitation": {
        DELETED: "email invited_by company role created_at expires_at accepted_at withdrawn_at is_by_staff"
        " undelivered_at",
        NOT_PERSONAL: "id",
    },
    "members.Link": {KEPT: "label url", NOT_PERSONAL: "id company position"},
    "members.Listing": {
        KEPT: "company author renewed_by closed_by title text search_text",
        NOT_PERSONAL: "id kind field terms opened_on renewed_on expires_on closed_at outcome partner"
        " request_id",
    },
    "members.ListingNotice": {NOT_PERSONAL: "id listing days day sent_at"},
    "members.ListingPicture": {
        NOT_PERSONAL: "id listing large small width height small_width small_height",
        KEPT: "alt",
    },
    "members.ListingReply": {
        KEPT: "company author text written_at",
        NOT_PERSONAL: "id listing request_id",
    },
    "members.Listing_terms": {NOT_PERSONAL: "id listing term"},
    "members.Logo": {
        KEPT: "alt",
        NOT_PERSONAL: "id large small width height small_width small_height company",
    },
    "members.Machine": {KEPT: "name line", NOT_PERSONAL: "id company term position"},
    "members.MailChoice": {DELETED: "id user kind is_wanted changed_at"},
    "members.MatchTold": {DELETED: "id user ours theirs renewed_on told_on"},
    "members.Membership": {
        KEPT: "user company role started_on ended_on represents_from",
        NOT_PERSONAL: "id",
    },
    "members.MonthlyFigures": {NOT_PERSONAL: "id month day method figures"},
    "members.Multifactory": {
        KEPT: "email address story other_story",
        NOT_PERSONAL: "id name language tagline welcome lede other_tagline other_welcome other_lede"
        " founded_on is_sample street postal_code locality region country takes_applications",
    },
    "members.Photo": {
        KEPT: "alt large small",
        NOT_PERSONAL: "id width height small_width small_height company position",
    },
    # The company's log of who could act for it; the keys lead to emptied rows.
    "members.PlaceChange": {
        KEPT: "membership kind state role_before reason made_by made_at due_at answered_by answered_at",
        NOT_PERSONAL: "id",
    },
    "members.Product": {KEPT: "name line", NOT_PERSONAL: "id company position terms"},
    "members.ProductPhoto": {
        KEPT: "alt large small",
        NOT_PERSONAL: "id width height small_width small_height product",
    },
    "members.ProductStage": {NOT_PERSONAL: "id product stage"},
    "members.Product_terms": {NOT_PERSONAL: "id product term"},
    "members.Term": {NOT_PERSONAL: "id kind name slug name_en name_it"},
    "members.User": {
        ANONYMISED: "email",
        DELETED: "password last_login is_superuser name language is_staff is_active groups user_permissions",
        KEPT: "id date_joined",
    },
    "members.User_groups": {DELETED: "id user group"},
    "members.User_user_permissions": {DELETED: "id user permission"},
    "mfa.Authenticator": {DELETED: "id user type data created_at last_used_at"},
    # A person's own go; a company's and a door's stay, without who made and revoked them.
    "multifactory.CalendarLink": {
        ANONYMISED: "label made_by revoked_by",
        KEPT: "company created_at last_used_on revoked_at",
        NOT_PERSONAL: "id request_id kind space language token_hash",
    },
    "multifactory.ContentChange": {NOT_PERSONAL: "id scope"},
    "multifactory.ContentVersion": {NOT_PERSONAL: "scope number"},
    "multifactory.MediaIdentity": {NOT_PERSONAL: "id identity cleaned_at state aside waiting"},
    # The record of the last mail, which confirms the erasure, is deleted 30 days later.
    "multifactory.QueuedMail": {
        DELETED: "to cc bcc subject message html_message headers message_id status scheduled_at retries"
        " last_error_type last_error created_at updated_at",
        NOT_PERSONAL: "id from_email",
    },
    "sessions.Session": {DELETED: "session_key session_data expire_date"},
    "spaces.Allocation": {
        KEPT: "recorded_by recorded_at reason ended_by end_reason voided_by void_reason",
        NOT_PERSONAL: "id unit company kind start_on end_on area_m2 resolution end_resolution voided_at",
    },
    "spaces.Booking": {
        KEPT: "booked_by company purpose is_private starts_at ends_at created_at cancelled_at cancelled_by"
        " cancel_reason operators override_reason pending_until decided_by",
        NOT_PERSONAL: "id uid request_id space series state sequence updated_at",
    },
    "spaces.BookingPolicy": {
        NOT_PERSONAL: "id name min_minutes max_minutes cleanup_minutes notice_minutes horizon_days"
        " cancel_hours needs_approval is_loud is_by_night closed_on_holidays certificate"
        " certified_people quota",
    },
    "spaces.Booking_operators": {DELETED: "user", NOT_PERSONAL: "id booking"},
    "spaces.Building": {KEPT: "story", NOT_PERSONAL: "id name slug sign position built"},
    "spaces.Wing": {NOT_PERSONAL: "id building x y width depth roof"},
    "spaces.BuildingPicture": {
        KEPT: "alt large small",
        NOT_PERSONAL: "id width height small_width small_height building position",
    },
    "spaces.Certificate": {
        DELETED: "id kind person granted_on granted_by expires_on revoked_at revoked_by revoke_reason",
    },
    "spaces.CertificateKind": {NOT_PERSONAL: "id name months_valid company"},
    "spaces.Claim": {NOT_PERSONAL: "id space booking starts_at ends_at released_at"},
    "spaces.Closure": {
        KEPT: "reason created_by created_at cancelled_by cancelled_at",
        NOT_PERSONAL: "id starts_at ends_at resolution spaces",
    },
    "spaces.Closure_spaces": {NOT_PERSONAL: "id closure space"},
    "spaces.Condition": {
        KEPT: "note voided_by void_reason recorded_by recorded_at",
        NOT_PERSONAL: "id space state start_on end_on resolution voided_at",
    },
    "spaces.Floor": {NOT_PERSONAL: "id building level name"},
    # The application is emptied by itself; that it was proposed stays.
    "spaces.ProposedAdmission": {KEPT: "application", NOT_PERSONAL: "id proposal amendment unit joins_on"},
    "spaces.ProposedAllocation": {NOT_PERSONAL: "id proposal amendment unit company kind start_on end_on"},
    "spaces.ProposedQuietHours": {
        NOT_PERSONAL: "id proposal amendment name weekdays starts ends valid_from valid_to warns_others",
    },
    "spaces.ProposedEnd": {NOT_PERSONAL: "id proposal amendment allocation end_on"},
    "spaces.FloorPlan": {
        KEPT: "published_by published_at",
        NOT_PERSONAL: "id floor valid_from width height shapes walls withdrawn_at",
    },
    "spaces.PlanBackground": {
        NOT_PERSONAL: "id large small width height small_width small_height plan",
        KEPT: "alt",
    },
    "spaces.PlanDraft": {
        KEPT: "uploaded_by uploaded_at file_name",
        NOT_PERSONAL: "id floor found chosen revision plan",
    },
    "spaces.Offer": {
        KEPT: "offered_by offered_at answered_at order_reason",
        NOT_PERSONAL: "id uid request unit free_from expires_at passes_on came_from state allocation",
    },
    "spaces.Reshaping": {
        KEPT: "recorded_by recorded_at reason",
        NOT_PERSONAL: "id kind day before after resolution",
    },
    "spaces.Reshaping_after": {NOT_PERSONAL: "id reshaping space"},
    "spaces.Reshaping_before": {NOT_PERSONAL: "id reshaping space"},
    "spaces.Renewal": {
        KEPT: "title text voided_by void_reason recorded_by recorded_at",
        NOT_PERSONAL: "id slug spaces start_on end_on company helpers renewed_m2 hours_given cost_cents"
        " resolution voided_at",
    },
    "spaces.RenewalPicture": {
        NOT_PERSONAL: "id large small width height small_width small_height renewal moment year position",
        KEPT: "alt credit",
    },
    "spaces.Renewal_helpers": {NOT_PERSONAL: "id renewal company"},
    "spaces.Renewal_spaces": {NOT_PERSONAL: "id renewal space"},
    "spaces.OpeningHours": {NOT_PERSONAL: "id policy weekday opens closes"},
    "spaces.QuietHours": {
        KEPT: "reason",
        NOT_PERSONAL: "id name weekdays starts ends valid_from valid_to resolution policies warns_others",
    },
    "spaces.QuietHours_policies": {NOT_PERSONAL: "id quiethours bookingpolicy"},
    "spaces.Quota": {NOT_PERSONAL: "id name minutes_a_week open_bookings"},
    "spaces.Series": {
        KEPT: "booked_by company purpose is_private created_at",
        NOT_PERSONAL: "id uid request_id space every nth first_day until start_time end_time nights",
    },
    "spaces.SkippedDate": {NOT_PERSONAL: "id series day why"},
    "spaces.Adjustment": {
        NOT_PERSONAL: "id closing company recorded_cents spent_cents quota_cents cents due_on"
    },
    "spaces.Budget": {NOT_PERSONAL: "id year state resolution members_mark"},
    "spaces.BudgetLine": {NOT_PERSONAL: "id budget category cents rule"},
    "spaces.Closing": {
        NOT_PERSONAL: "id year day cents record_sha256 resolution closed_at reopened_by",
    },
    "spaces.CostYear": {NOT_PERSONAL: "year is_closed"},
    "spaces.Credit": {
        KEPT: "reason recorded_by recorded_at voided_at voided_by void_reason",
        NOT_PERSONAL: "id company cents request_id given_on until resolution",
    },
    "spaces.DueNotice": {NOT_PERSONAL: "id company due_on step told_at"},
    "spaces.MonthlyQuota": {NOT_PERSONAL: "id budget company month due_on cents replaced_at"},
    "spaces.Payment": {
        KEPT: "words recorded_by recorded_at voided_at voided_by void_reason",
        NOT_PERSONAL: "id company cents request_id paid_on",
    },
    "spaces.ProposedBudget": {NOT_PERSONAL: "id proposal amendment budget"},
    "spaces.ProposedClosing": {
        NOT_PERSONAL: "id proposal amendment year day cents costs voided record_sha256 lines_sha256"
    },
    "spaces.ProposedReopening": {NOT_PERSONAL: "id proposal amendment closing"},
    "spaces.Authorisation": {NOT_PERSONAL: "id resolution category cents"},
    "spaces.Category": {NOT_PERSONAL: "id code name_en name_it position"},
    "spaces.Cost": {
        KEPT: "title urgent_reason over_reason supplier invoice_number paper recorded_by recorded_at"
        " voided_at voided_by void_reason",
        NOT_PERSONAL: "id year number turn request_id category cents start_on end_on rule authorisation"
        " budget_line"
        " invoice_on paid_on ticket renewal paper_kind paper_size paper_sha256 is_paper_for_members"
        " fell_back common_use",
    },
    "spaces.CostShare": {
        NOT_PERSONAL: "id cost company cents empty_cents weight variable_weight fixed variable"
    },
    "spaces.CostTurn": {NOT_PERSONAL: "id last"},
    "spaces.ProposedExpense": {NOT_PERSONAL: "id proposal amendment category fund fund_due_on"},
    "spaces.Fund": {NOT_PERSONAL: "id authorisation kind"},
    "spaces.FundCall": {
        KEPT: "words called_by called_at voided_at voided_by void_reason",
        NOT_PERSONAL: "id fund number cents due_on request_id",
    },
    "spaces.FundQuota": {NOT_PERSONAL: "id call company cents"},
    "spaces.Quote": {NOT_PERSONAL: "id paper supplier cents"},
    "spaces.Meter": {NOT_PERSONAL: "id code kind space company start_on end_on"},
    "spaces.Reading": {
        KEPT: "note photo recorded_by recorded_at voided_at voided_by void_reason",
        NOT_PERSONAL: "id meter day value is_exchange last_value",
    },
    "spaces.ShareTable": {
        KEPT: "reason recorded_by recorded_at",
        NOT_PERSONAL: "id name valid_from resolution adopted_at",
    },
    "spaces.ProposedRule": {NOT_PERSONAL: "id proposal amendment rule"},
    "spaces.ProposedTable": {NOT_PERSONAL: "id proposal amendment table"},
    "spaces.SharingRule": {
        KEPT: "reason recorded_by recorded_at",
        NOT_PERSONAL: "id name version valid_from resolution fixed_percent fixed_key variable_key"
        " is_for_heating meter_kind table policy among floor building companies empty unusable",
    },
    "spaces.SharingRule_companies": {NOT_PERSONAL: "id sharingrule company"},
    "spaces.TableRow": {NOT_PERSONAL: "id table unit parts"},
    "spaces.Deadline": {
        KEPT: "name text",
        NOT_PERSONAL: "id space building every_months next_on responsible blocks_when_late ended_on",
    },
    "spaces.DeadlineDone": {
        KEPT: "note paper recorded_by recorded_at",
        NOT_PERSONAL: "id deadline due_on day company paper_kind paper_size paper_sha256",
    },
    "spaces.DeadlineNotice": {NOT_PERSONAL: "id deadline due_on step told_at"},
    "spaces.Duty": {KEPT: "name text", NOT_PERSONAL: f"id {DUTY_TERMS} ends_on resolution spaces"},
    "spaces.Duty_spaces": {NOT_PERSONAL: "id duty space"},
    "spaces.DutyLeave": {NOT_PERSONAL: "id company start_on end_on"},
    "spaces.DutyWeight": {NOT_PERSONAL: "id duty company weight"},
    "spaces.HeadCount": {NOT_PERSONAL: "id company from_day heads"},
    "spaces.LeftTurn": {NOT_PERSONAL: "id turn_id duty company day sequence left_at"},
    "spaces.ProposedDuty": {KEPT: "name text", NOT_PERSONAL: f"id {DUTY_TERMS} proposal amendment space"},
    "spaces.Swap": {
        KEPT: "asked_by_person taken_by_person undone_by_person asked_at settled_at",
        NOT_PERSONAL: "id turn asked_by taken_by in_return state",
    },
    "spaces.Ticket": {
        KEPT: "title text reported_by reported_at",
        NOT_PERSONAL: "id number request_id space severity state company responsible blocks_from blocks_until"
        " is_confirmed",
    },
    "spaces.TicketEvent": {
        KEPT: "text by at",
        NOT_PERSONAL: "id ticket kind before after company request_id",
    },
    "spaces.TicketPhoto": {
        NOT_PERSONAL: "id large small width height small_width small_height event",
        KEPT: "alt",
    },
    "spaces.Turn": {
        KEPT: "recorded_by recorded_at",
        NOT_PERSONAL: "id duty day company state done_by told_at sequence updated_at",
    },
    "spaces.Space": {
        KEPT: "description features search_text",
        NOT_PERSONAL: "id code kind name floor area_m2 use capacity is_bookable policy valid_from valid_to"
        " takes has_three_phase has_extraction has_loading has_water allows_noise is_step_free",
    },
    "spaces.SpacePicture": {
        NOT_PERSONAL: "id large small width height small_width small_height space position",
        KEPT: "alt credit",
    },
    "spaces.Space_takes": {NOT_PERSONAL: "id from_space to_space"},
    # Of a request for oneself; one for a company goes on under the company's address.
    "spaces.UnitRequest": {
        ANONYMISED: "name email uid",
        DELETED: "language needs note refusal asked_by",
        KEPT: "company application asked_at closed_at",
        NOT_PERSONAL: "id request_id field unit takes_others least_m2 most_m2 wanted_from state",
    },
    "usersessions.UserSession": {DELETED: "id user created_at ip last_seen_at session_key user_agent data"},
}


def fields_of(model: type[models.Model]) -> list[models.Field]:
    return [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]


def fate_of(model: type[models.Model], field: str) -> str:
    [fate] = [fate for fate, names in REGISTER[model._meta.label].items() if field in names.split()]
    return fate


def test_every_field_of_every_model_has_its_row():
    there_are = {
        model._meta.label: sorted(field.name for field in fields_of(model))
        for model in apps.get_models(include_auto_created=True)
    }
    listed = {label: sorted(" ".join(fates.values()).split()) for label, fates in sorted(REGISTER.items())}
    missing = {label: sorted(set(names) - set(listed.get(label, []))) for label, names in there_are.items()}
    gone = {label: sorted(set(names) - set(there_are.get(label, []))) for label, names in listed.items()}

    assert {label: names for label, names in missing.items() if names} == {}, "say what becomes of these"
    assert {label: names for label, names in gone.items() if names} == {}, "these are no more"
    assert listed == dict(sorted(there_are.items())), "named twice"


def test_fates_are_the_four_there_are():
    assert {fate for fates in REGISTER.values() for fate in fates} == {
        KEPT,
        ANONYMISED,
        DELETED,
        NOT_PERSONAL,
    }


def test_what_leads_to_a_person_is_personal():
    """Keys to an account, e-mail addresses, network addresses."""
    careless = []
    for model in apps.get_models(include_auto_created=True):
        for field in fields_of(model):
            leads = field.related_model in (User, EmailAddress) or isinstance(
                field, models.EmailField | models.GenericIPAddressField
            )
            if leads and fate_of(model, field.name) == NOT_PERSONAL:
                careless.append(f"{model._meta.label}.{field.name}")

    assert careless == []
