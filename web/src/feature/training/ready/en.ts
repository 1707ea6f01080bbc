// Courses that are ready made, in English: a beginning, to be changed freely. A star stands before the answers that are right.
export interface ReadyCourse {
  name: string;
  summary: string;
  language: string;
  lessons: {
    name: string;
    minutes: number;
    body: string;
    questions: { text: string; kind: 'single' | 'multiple'; answers: string; explanation: string }[];
  }[];
}

export const READY: readonly ReadyCourse[] = [
  {
    name: 'First steps in Kith',
    summary: 'Find people, write down what happened, and never lose what comes next.',
    language: 'en',
    lessons: [
      {
        name: 'Finding your way',
        minutes: 3,
        body: 'Everything about a customer stands on **one page**: who they are at the left, what happened in the middle, what belongs to them at the right.\n\n# Getting anywhere\n\n- Press `Ctrl K` (`⌘ K` on a Mac) and type a name, a phone number or what you want to do.\n- Accents and scripts do not matter: *petrovic* finds Petrović and Петровић.\n- A list keeps its filter in its address: send the link, and a colleague sees the same.\n\n> Nothing you do is final. Each act can be taken back with `Ctrl Z`, and what was removed waits in the trash.\n\n[Try it in the practice workspace](/practice/companies)',
        questions: [
          {
            text: 'You are looking for Jana Petrović and have no č or ć on your keyboard. What do you do?',
            kind: 'single',
            answers:
              '* Press Ctrl K and type petrovic\nAsk somebody who has another keyboard\nScroll through the list of people',
            explanation: 'Search folds accents and scripts: plain letters find all spellings of the name.',
          },
          {
            text: 'You removed the wrong company. What now?',
            kind: 'multiple',
            answers: '* Press Ctrl Z\n* Bring it back from the trash\nType it in again\nCall the vendor',
            explanation:
              'Each act can be undone, and removed records wait in the trash until they are emptied from it.',
          },
        ],
      },
      {
        name: 'Writing down what happened',
        minutes: 4,
        body: 'A call that is not written down did not happen: nobody else knows what was promised.\n\n# Right after the call\n\n1. Open the person, company or deal.\n2. Choose *Call* above the timeline and write two sentences: what they said, what you promised.\n3. Say what comes next, and by when.\n\nWrite so that the customer could read it. They have the right to ask for it, and one day they will.\n\n# Naming a colleague\n\nType `@` and a name: they hear of it at once and find the place.\n\n[Try it in the practice workspace](/practice/deals)',
        questions: [
          {
            text: 'Which note is a good one?',
            kind: 'single',
            answers:
              '* Wants the lathe before September; sends drawings on Monday. I promised a price by Wednesday.\nDifficult person, talks too much\nCalled',
            explanation:
              'Facts, promises and days help whoever comes next. An opinion about somebody helps nobody, and they may read it.',
          },
          {
            text: 'What belongs into every deal you work on?',
            kind: 'multiple',
            answers: '* A next step\n* The day of the next step\nA guess about the customer’s mood',
            explanation: 'A deal without a next step is a deal that is forgotten. Kith marks it on the board.',
          },
        ],
      },
    ],
  },
  {
    name: 'Treating customers with respect',
    summary: 'Consent, plain words and no tricks: why it is right, and why it sells better.',
    language: 'en',
    lessons: [
      {
        name: 'Consent is a yes',
        minutes: 4,
        body: 'Consent means that somebody **said yes**: freely, to something particular, knowing what it is. Silence is no yes, and neither is a box that was ticked already.\n\n# What makes it good\n\n- It is asked for separately, not hidden in the terms.\n- It says what for: an answer to a question is not a newsletter.\n- It is as easy to take back as it was to give.\n- It is written down: who, when, for what, in which words.\n\n# When somebody says stop\n\nStop at once, everywhere, and without asking why. Note it, so that the next colleague knows it too.\n\n> A customer who may leave freely comes back freely.',
        questions: [
          {
            text: 'A visitor left a card at the fair “for the price list”. May you add them to the newsletter?',
            kind: 'single',
            answers:
              '* No: they asked for the price list, so ask for the newsletter separately\nYes: they gave us the address\nYes, if it has a link to sign off',
            explanation:
              'Consent is for one purpose. Send the price list, and ask in it whether they would like the newsletter too.',
          },
          {
            text: 'What is written down with a consent?',
            kind: 'multiple',
            answers: '* Who gave it\n* When\n* What for\nHow likely they are to buy',
            explanation:
              'Whoever says that there is a consent must be able to show it: who, when, for what, in which words.',
          },
          {
            text: 'Somebody asks on the phone to get no more mail. What do you do?',
            kind: 'single',
            answers:
              '* Note it at once, for all mail they meant\nAsk them to write an e-mail about it\nOffer a discount first',
            explanation: 'Taking a consent back is as easy as giving it. A word on the phone is enough.',
          },
        ],
      },
      {
        name: 'No tricks',
        minutes: 4,
        body: 'A trick wins one sale and loses the customer. Those who feel pushed do not say so: they just do not come back.\n\n# What we never do\n\n- Invent a deadline, or say that it is *the last one*.\n- Hide a cost until the end.\n- Make it easy to begin and hard to end.\n- Make people feel ashamed for saying no.\n\n# What we do instead\n\n- All costs stand in the offer, also those that come later.\n- A no is answered with thanks, and with a day to ask again only if they like.\n- When something else suits them better, we say so.',
        questions: [
          {
            text: 'A customer hesitates. Which sentence is fair?',
            kind: 'single',
            answers:
              '* What would you need to know to decide?\nThis price is only good today\nAll your competitors have signed already',
            explanation: 'An honest question helps them to decide. Invented pressure works once, and is remembered.',
          },
          {
            text: 'The service contract doubles in price after a year. Where does that stand?',
            kind: 'single',
            answers: '* In the offer, beside the first price\nIn the terms\nIn the letter before the second year',
            explanation: 'Nobody likes to find out. What comes later belongs beside what comes first.',
          },
          {
            text: 'What do you do when a cheaper product suits them better?',
            kind: 'multiple',
            answers: '* Say so\n* Write down why, for the next time\nSell the larger one, they asked for it',
            explanation: 'Somebody who was advised well once asks again. That is worth more than the difference.',
          },
        ],
      },
    ],
  },
];
