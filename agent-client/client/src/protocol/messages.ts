// Written from the Java records in signaling by TypeScriptTypesTest. Do not edit.
// An absent optional field is left out, never null. Times are ISO 8601 in UTC.

export const SUBPROTOCOL = 'tandem.v1';

/** Limits of the protocol; the server refuses what is over them. */
export const LIMITS = {
  messageBytes: 16384,
  textChars: 4000,
  nameChars: 120,
  urlChars: 2000,
  contextKeys: 20,
  contextKeyChars: 40,
  contextValueChars: 200,
} as const;

/** How the server closes a socket, and after how many milliseconds to reconnect (null: not by itself). */
export const CLOSE_CODES = {
  goingAway: { code: 4001, reconnectAfterMillis: 200 },
  slow: { code: 4002, reconnectAfterMillis: 500 },
  unauthenticated: { code: 4003, reconnectAfterMillis: null },
  flooding: { code: 4004, reconnectAfterMillis: 30000 },
  idle: { code: 4005, reconnectAfterMillis: 1000 },
  badProtocol: { code: 4006, reconnectAfterMillis: null },
  replaced: { code: 4007, reconnectAfterMillis: null },
} as const;

export type ClientMessage =
  | AskForPerson
  | ChooseChannel
  | DeclineChannels
  | GiveDetails
  | SkipDetails
  | LeaveQueue
  | LeaveMessage
  | VisitPage
  | SetContext
  | JudgeAnswer
  | Rate
  | Say
  | MarkSeen
  | ProposeMedia
  | AnswerProposal
  | LowerMedia
  | EndCall
  | EndConversation
  | AcceptOffer
  | PassOffer
  | WriteNote
  | SetRecording
  | HandBack
  | Transfer
  | CancelTransfer
  | CompleteTransfer
  | EndConsult
  | HoldCall
  | ResumeCall
  | Supervise
  | EndSupervision
  | AnswerMessage
  | ExtendWrapUp
  | FinishWrapUp
  | Start
  | SetPresence
  | Hello
  | Resume
  | Unfollow
  | WatchLive
  | Ping
  | Typing
  | SdpOffer
  | LegMoved
  | SetSending
  | ReportQuality
  | TakeCall;

export type ServerMessage =
  | WelcomeMessage
  | PongMessage
  | AcceptedMessage
  | RejectedMessage
  | EntryMessage
  | CaughtUpMessage
  | TypingMessage
  | AssistantDraftingMessage
  | QueuePlaceMessage
  | PrepareCallMessage
  | ForgoCallMessage
  | JoinCallMessage
  | MoveCallMessage
  | IceServersMessage
  | CallElsewhereMessage
  | SdpAnswerMessage
  | CallProblemMessage
  | PeerSendingMessage
  | PeerPressedMessage
  | PeerQualityMessage
  | DeskMessage
  | LiveMessage
  | OfferRingingMessage
  | OfferClosedMessage;

export type ConversationEvent =
  | StartedEvent
  | CustomerSaidEvent
  | AgentSaidEvent
  | AssistantSaidEvent
  | LookedUpEvent
  | AssistantFailedEvent
  | NoteWrittenEvent
  | PageVisitedEvent
  | ContextSetEvent
  | MessagesSeenEvent
  | AnswerJudgedEvent
  | EscalationDecidedEvent
  | ChannelsOfferedEvent
  | ChannelsDeclinedEvent
  | NobodyAvailableEvent
  | ChannelChosenEvent
  | DetailsAskedEvent
  | DetailsGivenEvent
  | DetailsSkippedEvent
  | QueuedEvent
  | QueueLeftEvent
  | WaitGivenUpEvent
  | MessageLeftEvent
  | MessageAnsweredEvent
  | AgentRungEvent
  | OfferEndedEvent
  | AgentJoinedEvent
  | AgentLostEvent
  | TransferAskedEvent
  | TransferEndedEvent
  | ConsultStartedEvent
  | ConsultEndedEvent
  | RequeuedEvent
  | HandedBackEvent
  | MediaProposedEvent
  | MediaDeclinedEvent
  | CallStartedEvent
  | MediaChangedEvent
  | HeldEvent
  | ResumedEvent
  | CallMovedEvent
  | SupervisedEvent
  | SupervisionEndedEvent
  | RecordingStartedEvent
  | RecordingPausedEvent
  | RecordingResumedEvent
  | RecordingStoppedEvent
  | RecordingFailedEvent
  | RecordingDeletedEvent
  | CallMeasuredEvent
  | CallEndedEvent
  | ConversationEndedEvent
  | WrapUpExtendedEvent
  | WrapUpFinishedEvent
  | ClosedEvent
  | RatedEvent
  | HiddenEvent;

export type ClientCommand =
  | AskForPerson
  | ChooseChannel
  | DeclineChannels
  | GiveDetails
  | SkipDetails
  | LeaveQueue
  | LeaveMessage
  | VisitPage
  | SetContext
  | JudgeAnswer
  | Rate
  | Say
  | MarkSeen
  | ProposeMedia
  | AnswerProposal
  | LowerMedia
  | EndCall
  | EndConversation
  | AcceptOffer
  | PassOffer
  | WriteNote
  | SetRecording
  | HandBack
  | Transfer
  | CancelTransfer
  | CompleteTransfer
  | EndConsult
  | HoldCall
  | ResumeCall
  | Supervise
  | EndSupervision
  | AnswerMessage
  | ExtendWrapUp
  | FinishWrapUp
  | Start
  | SetPresence;

export interface AskForPerson {
  type: 'ask_for_person';
  id: string;
  conversation: string;
  channel?: Channel;
}

export interface ChooseChannel {
  type: 'choose_channel';
  id: string;
  conversation: string;
  channel: Channel;
}

export interface DeclineChannels {
  type: 'decline_channels';
  id: string;
  conversation: string;
}

export interface GiveDetails {
  type: 'give_details';
  id: string;
  conversation: string;
  details: Details;
}

export interface SkipDetails {
  type: 'skip_details';
  id: string;
  conversation: string;
}

export interface LeaveQueue {
  type: 'leave_queue';
  id: string;
  conversation: string;
}

export interface LeaveMessage {
  type: 'leave_message';
  id: string;
  conversation: string;
  text: string;
  email?: string;
  phone?: string;
}

export interface VisitPage {
  type: 'visit_page';
  id: string;
  conversation: string;
  page: PageView;
}

export interface SetContext {
  type: 'set_context';
  id: string;
  conversation: string;
  context: ContextFact[];
}

export interface JudgeAnswer {
  type: 'judge_answer';
  id: string;
  conversation: string;
  answer: number;
  helpful: boolean;
}

export interface Rate {
  type: 'rate';
  id: string;
  conversation: string;
  score: number;
  helped: string[];
  comment?: string;
}

export interface Say {
  type: 'say';
  id: string;
  conversation: string;
  text: string;
}

export interface MarkSeen {
  type: 'mark_seen';
  id: string;
  conversation: string;
  delivered: number;
  read: number;
}

export interface ProposeMedia {
  type: 'propose_media';
  id: string;
  conversation: string;
  channel: Channel;
}

export interface AnswerProposal {
  type: 'answer_proposal';
  id: string;
  conversation: string;
  accept: boolean;
}

export interface LowerMedia {
  type: 'lower_media';
  id: string;
  conversation: string;
}

export interface EndCall {
  type: 'end_call';
  id: string;
  conversation: string;
  call: string;
}

export interface EndConversation {
  type: 'end_conversation';
  id: string;
  conversation: string;
}

export interface AcceptOffer {
  type: 'accept_offer';
  id: string;
  conversation: string;
  offer: string;
}

export interface PassOffer {
  type: 'pass_offer';
  id: string;
  conversation: string;
  offer: string;
}

export interface WriteNote {
  type: 'write_note';
  id: string;
  conversation: string;
  text: string;
}

export interface SetRecording {
  type: 'set_recording';
  id: string;
  conversation: string;
  call: string;
  state: RecordingState;
}

export interface HandBack {
  type: 'hand_back';
  id: string;
  conversation: string;
}

export interface Transfer {
  type: 'transfer';
  id: string;
  conversation: string;
  to?: string;
  note?: string;
  consult?: boolean;
}

export interface CancelTransfer {
  type: 'cancel_transfer';
  id: string;
  conversation: string;
}

export interface CompleteTransfer {
  type: 'complete_transfer';
  id: string;
  conversation: string;
}

export interface EndConsult {
  type: 'end_consult';
  id: string;
  conversation: string;
}

export interface HoldCall {
  type: 'hold_call';
  id: string;
  conversation: string;
  call: string;
}

export interface ResumeCall {
  type: 'resume_call';
  id: string;
  conversation: string;
  call: string;
}

export interface Supervise {
  type: 'supervise';
  id: string;
  conversation: string;
  call: string;
  mode: SupervisionMode;
}

export interface EndSupervision {
  type: 'end_supervision';
  id: string;
  conversation: string;
  call: string;
}

export interface AnswerMessage {
  type: 'answer_message';
  id: string;
  conversation: string;
  answered: boolean;
}

export interface ExtendWrapUp {
  type: 'extend_wrap_up';
  id: string;
  conversation: string;
}

export interface FinishWrapUp {
  type: 'finish_wrap_up';
  id: string;
  conversation: string;
  disposition: Disposition;
  topic?: string;
  note?: string;
}

export interface Start {
  type: 'start';
  id: string;
  text?: string;
  person?: Channel;
  locale?: string;
  page?: PageView;
}

export interface SetPresence {
  type: 'set_presence';
  id: string;
  presence: Presence;
}

export interface Hello {
  type: 'hello';
  token?: string;
  page?: string;
}

export interface Resume {
  type: 'resume';
  conversation: string;
  afterVersion: number;
  call?: string;
}

export interface Unfollow {
  type: 'unfollow';
  conversation: string;
}

export interface WatchLive {
  type: 'watch_live';
  watching: boolean;
}

export interface Ping {
  type: 'ping';
}

export interface Typing {
  type: 'typing';
  conversation: string;
  typing: boolean;
}

export interface SdpOffer {
  type: 'sdp_offer';
  conversation: string;
  call: string;
  number: number;
  sdp: string;
  bridge?: string;
}

export interface LegMoved {
  type: 'leg_moved';
  conversation: string;
  call: string;
  bridge: string;
}

export interface SetSending {
  type: 'set_sending';
  conversation: string;
  call: string;
  microphone: boolean;
  camera: boolean;
  screen?: boolean;
}

export interface ReportQuality {
  type: 'report_quality';
  conversation: string;
  call: string;
  quality: ConnectionQuality;
}

export interface TakeCall {
  type: 'take_call';
  conversation: string;
  call: string;
}

export interface WelcomeMessage {
  type: 'welcome';
  you: Participant;
  conversation?: string;
  now: string;
}

export interface PongMessage {
  type: 'pong';
}

export interface AcceptedMessage {
  type: 'accepted';
  id: string;
  conversation?: string;
  version: number;
}

export interface RejectedMessage {
  type: 'rejected';
  id?: string;
  code: RejectionCode;
  message: string;
}

export interface EntryMessage {
  type: 'entry';
  conversation: string;
  entry: TimelineEntry;
}

export interface CaughtUpMessage {
  type: 'caught_up';
  conversation: string;
  version: number;
}

export interface TypingMessage {
  type: 'typing';
  conversation: string;
  by: Role;
  typing: boolean;
}

export interface AssistantDraftingMessage {
  type: 'assistant_drafting';
  conversation: string;
  inReplyTo: number;
  text?: string;
}

export interface QueuePlaceMessage {
  type: 'queue_place';
  conversation: string;
  place: number;
  waitSeconds?: number;
}

export interface PrepareCallMessage {
  type: 'prepare_call';
  conversation: string;
  call: string;
  bridge: string;
  channel: Channel;
  iceServers: IceServer[];
}

export interface ForgoCallMessage {
  type: 'forgo_call';
  conversation: string;
  call: string;
}

export interface JoinCallMessage {
  type: 'join_call';
  conversation: string;
  call: string;
  bridge: string;
  channel: Channel;
  iceServers: IceServer[];
  muted?: boolean;
}

export interface MoveCallMessage {
  type: 'move_call';
  conversation: string;
  call: string;
  bridge: string;
  iceServers: IceServer[];
}

export interface IceServersMessage {
  type: 'ice_servers';
  conversation: string;
  call: string;
  iceServers: IceServer[];
}

export interface CallElsewhereMessage {
  type: 'call_elsewhere';
  conversation: string;
  call: string;
}

export interface SdpAnswerMessage {
  type: 'sdp_answer';
  conversation: string;
  call: string;
  number: number;
  bridge: string;
  sdp: string;
}

export interface CallProblemMessage {
  type: 'call_problem';
  conversation: string;
  call: string;
  number: number;
  code: string;
}

export interface PeerSendingMessage {
  type: 'peer_sending';
  conversation: string;
  call: string;
  by: Role;
  microphone: boolean;
  camera: boolean;
  screen?: boolean;
  who?: Participant;
}

export interface PeerPressedMessage {
  type: 'peer_pressed';
  conversation: string;
  call: string;
  by: Role;
  key: string;
  who: Participant;
}

export interface PeerQualityMessage {
  type: 'peer_quality';
  conversation: string;
  call: string;
  by: Role;
  quality: ConnectionQuality;
  who?: Participant;
}

export interface DeskMessage {
  type: 'desk';
  presence: Presence;
  pending?: Presence;
  capacity: number;
  mine: InboxItem[];
  waiting: InboxItem[];
  colleagues: Colleague[];
}

export interface LiveMessage {
  type: 'live';
  conversations: LiveConversation[];
  total: number;
  current: boolean;
}

export interface OfferRingingMessage {
  type: 'offer_ringing';
  offer: string;
  conversation: string;
  channel: Channel;
  handoff: Handoff;
  waitedSeconds: number;
  expiresAt: string;
  consult?: boolean;
}

export interface OfferClosedMessage {
  type: 'offer_closed';
  offer: string;
  conversation: string;
  outcome?: OfferEnd;
}

export interface StartedEvent {
  type: 'started';
  site: string;
  customer: string;
  locale: string;
  page?: PageView;
  segment?: string;
  user?: string;
}

export interface CustomerSaidEvent {
  type: 'customer_said';
  text: string;
}

export interface AgentSaidEvent {
  type: 'agent_said';
  agent: string;
  name: string;
  text: string;
}

export interface AssistantSaidEvent {
  type: 'assistant_said';
  inReplyTo: number;
  band: AnswerBand;
  text: string;
  citations: Citation[];
  confidence: number;
  topics?: string[];
}

export interface LookedUpEvent {
  type: 'looked_up';
  inReplyTo: number;
  lookup: string;
  asked: string[];
  outcome: LookupOutcome;
  told?: string;
}

export interface AssistantFailedEvent {
  type: 'assistant_failed';
  inReplyTo: number;
}

export interface NoteWrittenEvent {
  type: 'note_written';
  agent: string;
  name: string;
  text: string;
}

export interface PageVisitedEvent {
  type: 'page_visited';
  page: PageView;
}

export interface ContextSetEvent {
  type: 'context_set';
  context: ContextFact[];
}

export interface MessagesSeenEvent {
  type: 'messages_seen';
  by: Role;
  delivered: number;
  read: number;
}

export interface AnswerJudgedEvent {
  type: 'answer_judged';
  answer: number;
  helpful: boolean;
}

export interface EscalationDecidedEvent {
  type: 'escalation_decided';
  turn: number;
  outcome: EscalationOutcome;
  trigger: Trigger;
  rule: string;
  policyVersion: string;
  signals: Signal[];
  weighing?: Weighing;
}

export interface ChannelsOfferedEvent {
  type: 'channels_offered';
  trigger: Trigger;
  options: ChannelOption[];
}

export interface ChannelsDeclinedEvent {
  type: 'channels_declined';
}

export interface NobodyAvailableEvent {
  type: 'nobody_available';
  trigger: Trigger;
  opensAt?: string;
}

export interface ChannelChosenEvent {
  type: 'channel_chosen';
  channel: Channel;
}

export interface DetailsAskedEvent {
  type: 'details_asked';
  fields: DetailField[];
  question?: ClarifyingQuestion;
}

export interface DetailsGivenEvent {
  type: 'details_given';
  details: Details;
}

export interface DetailsSkippedEvent {
  type: 'details_skipped';
}

export interface QueuedEvent {
  type: 'queued';
  queue: string;
  channel: Channel;
  giveUpAt: string;
}

export interface QueueLeftEvent {
  type: 'queue_left';
}

export interface WaitGivenUpEvent {
  type: 'wait_given_up';
}

export interface MessageLeftEvent {
  type: 'message_left';
  text: string;
  email?: string;
  phone?: string;
}

export interface MessageAnsweredEvent {
  type: 'message_answered';
  agent: string;
  name: string;
  answered: boolean;
}

export interface AgentRungEvent {
  type: 'agent_rung';
  offer: string;
  agent: string;
  name: string;
  expiresAt: string;
}

export interface OfferEndedEvent {
  type: 'offer_ended';
  offer: string;
  agent: string;
  outcome: OfferEnd;
}

export interface AgentJoinedEvent {
  type: 'agent_joined';
  agent: string;
  name: string;
}

export interface AgentLostEvent {
  type: 'agent_lost';
  agent: string;
  giveUpAt: string;
}

export interface TransferAskedEvent {
  type: 'transfer_asked';
  by: string;
  name: string;
  to: string;
  note?: string;
  giveUpAt: string;
  consult?: boolean;
}

export interface TransferEndedEvent {
  type: 'transfer_ended';
  to: string;
  outcome: OfferEnd;
}

export interface ConsultStartedEvent {
  type: 'consult_started';
  call: string;
  agent: string;
  name: string;
}

export interface ConsultEndedEvent {
  type: 'consult_ended';
  agent: string;
  reason: ConsultEnd;
}

export interface RequeuedEvent {
  type: 'requeued';
  by: string;
  name: string;
  queue: string;
  note?: string;
  giveUpAt: string;
}

export interface HandedBackEvent {
  type: 'handed_back';
  agent: string;
}

export interface MediaProposedEvent {
  type: 'media_proposed';
  by: Role;
  channel: Channel;
  expiresAt: string;
}

export interface MediaDeclinedEvent {
  type: 'media_declined';
  by: Role;
  expired: boolean;
}

export interface CallStartedEvent {
  type: 'call_started';
  call: string;
  channel: Channel;
}

export interface MediaChangedEvent {
  type: 'media_changed';
  call: string;
  channel: Channel;
}

export interface HeldEvent {
  type: 'held';
  call: string;
}

export interface ResumedEvent {
  type: 'resumed';
  call: string;
}

export interface CallMovedEvent {
  type: 'call_moved';
  call: string;
}

export interface SupervisedEvent {
  type: 'supervised';
  call: string;
  supervisor: string;
  name: string;
  mode: SupervisionMode;
  before?: SupervisionMode;
}

export interface SupervisionEndedEvent {
  type: 'supervision_ended';
  call: string;
  supervisor: string;
  name: string;
  mode: SupervisionMode;
  reason: SupervisionEnd;
}

export interface RecordingStartedEvent {
  type: 'recording_started';
  call: string;
  agent?: string;
}

export interface RecordingPausedEvent {
  type: 'recording_paused';
  call: string;
  agent: string;
}

export interface RecordingResumedEvent {
  type: 'recording_resumed';
  call: string;
  agent: string;
}

export interface RecordingStoppedEvent {
  type: 'recording_stopped';
  call: string;
  agent: string;
}

export interface RecordingFailedEvent {
  type: 'recording_failed';
  call: string;
}

export interface RecordingDeletedEvent {
  type: 'recording_deleted';
  call: string;
  agent?: string;
}

export interface CallMeasuredEvent {
  type: 'call_measured';
  call: string;
  heard: CallHeard[];
}

export interface CallEndedEvent {
  type: 'call_ended';
  call: string;
  reason: CallEndReason;
}

export interface ConversationEndedEvent {
  type: 'conversation_ended';
  reason: EndReason;
  wrapUpEndsAt?: string;
}

export interface WrapUpExtendedEvent {
  type: 'wrap_up_extended';
  endsAt: string;
}

export interface WrapUpFinishedEvent {
  type: 'wrap_up_finished';
  disposition: Disposition;
  topic?: string;
  note?: string;
}

export interface ClosedEvent {
  type: 'closed';
}

export interface RatedEvent {
  type: 'rated';
  score: number;
  helped: string[];
  comment?: string;
}

export interface HiddenEvent {
  type: 'hidden';
}

export type Channel =
  | 'text'
  | 'voice'
  | 'video';

export interface Details {
  name?: string;
  email?: string;
  phone?: string;
  answer?: string;
}

export interface PageView {
  url: string;
  title: string;
}

export interface ContextFact {
  key: string;
  value: string;
}

export type RecordingState =
  | 'off'
  | 'on'
  | 'paused';

export type SupervisionMode =
  | 'monitor'
  | 'whisper'
  | 'barge';

export type Disposition =
  | 'solved'
  | 'follow_up'
  | 'not_solved'
  | 'spam'
  | 'not_said';

export type Presence =
  | 'available'
  | 'break'
  | 'offline';

export interface ConnectionQuality {
  grade: QualityGrade;
  lossPercent: number;
  jitterMillis: number;
  sentLossPercent: number;
  sentJitterMillis: number;
  roundTripMillis?: number;
  receivedKbps: number;
  sentKbps: number;
  freezes: number;
  frozenMillis: number;
}

export interface Participant {
  role: Role;
  id: string;
  name: string;
}

export type RejectionCode =
  | 'malformed'
  | 'unknown_type'
  | 'too_large'
  | 'invalid_value'
  | 'rate_limited'
  | 'not_authenticated'
  | 'forbidden'
  | 'no_such_conversation'
  | 'closed'
  | 'not_now'
  | 'offer_gone'
  | 'floor_passed'
  | 'no_proposal'
  | 'call_gone'
  | 'at_capacity'
  | 'unavailable';

export interface TimelineEntry {
  version: number;
  at: string;
  cause?: string;
  event: ConversationEvent;
}

export type Role =
  | 'customer'
  | 'assistant'
  | 'agent'
  | 'supervisor';

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

export interface InboxItem {
  conversation: string;
  name: string;
  preview: string;
  phase: string;
  channel: Channel;
  version: number;
  since: string;
  lastAt: string;
}

export interface Colleague {
  agent: string;
  name: string;
  presence: Presence;
  free: boolean;
}

export interface LiveConversation {
  conversation: string;
  name: string;
  preview: string;
  phase: string;
  channel: Channel;
  onCall: boolean;
  agent?: string;
  startedAt: string;
  since: string;
}

export interface Handoff {
  problem: string;
  goal?: string;
  details: Details;
  pages: PageView[];
  context: ContextFact[];
  tried: Attempt[];
  trigger: Trigger;
  why: Signal[];
  turns: number;
  passedOn?: PassedOn;
  language: string;
  problemTurn?: number;
  goalTurn?: number;
  mood?: Signal;
  open?: OpenQuestion;
}

export type OfferEnd =
  | 'passed'
  | 'expired'
  | 'agent_gone'
  | 'withdrawn';

export type AnswerBand =
  | 'answer'
  | 'suggest'
  | 'none'
  | 'talk';

export interface Citation {
  url: string;
  title: string;
  heading: string;
  quote: string;
}

export type LookupOutcome =
  | 'told'
  | 'nothing'
  | 'failed'
  | 'too_slow'
  | 'too_large';

export type EscalationOutcome =
  | 'continue'
  | 'clarify'
  | 'offer'
  | 'escalate';

export type Trigger =
  | 'explicit_request'
  | 'emotion_urgency'
  | 'ai_uncertain'
  | 'complex'
  | 'account_specific'
  | 'regulated_safety'
  | 'buying_intent'
  | 'none';

export interface Signal {
  name: string;
  value: number;
  evidence: string;
}

export interface Weighing {
  contributions: Contribution[];
  score: number;
  assistantCost: number;
  agentCost: number;
  channels: Channel[];
  threshold?: Threshold;
}

export interface ChannelOption {
  channel: Channel;
  waitSeconds?: number;
}

export type DetailField =
  | 'name'
  | 'contact'
  | 'question';

export type ClarifyingQuestion =
  | 'problem'
  | 'tried'
  | 'when';

export type ConsultEnd =
  | 'dropped'
  | 'left'
  | 'lost';

export type SupervisionEnd =
  | 'left'
  | 'lost'
  | 'took_over';

export interface CallHeard {
  by: Role;
  mos: number;
  lossPercent: number;
  jitterMillis: number;
  roundTripMillis: number;
  freezes: number;
  frozenMillis: number;
  receivedKbps?: number;
  who?: Participant;
}

export type CallEndReason =
  | 'customer_hung_up'
  | 'agent_hung_up'
  | 'conversation_ended'
  | 'party_lost'
  | 'no_bridge';

export type EndReason =
  | 'customer_ended'
  | 'agent_ended'
  | 'idle'
  | 'message_left';

export type QualityGrade =
  | 'good'
  | 'fair'
  | 'poor';

export interface Attempt {
  question: string;
  band: AnswerBand;
  citation?: Citation;
  helped?: boolean;
  turn?: number;
}

export interface PassedOn {
  agent: string;
  name: string;
  note?: string;
}

export interface OpenQuestion {
  text: string;
  turn: number;
}

export interface Contribution {
  trigger: Trigger;
  strength: number;
  cost: number;
}

export interface Threshold {
  trigger: Trigger;
  factor: number;
  because?: Because;
}

export type Because =
  | 'offered_before'
  | 'asked_before'
  | 'wish_unsure';
