"""Statements: what a number measures, about whom, where, when, against what, how surely, and which are one claim."""

from datetime import date

import pandas as pd
import pytest

from helpers import claims, evidence, tables
from helpers.claims.frames import guesses

PUBLISHED = date(2018, 11, 2)  # a Friday
FIELDS = ("measure", "about", "place", "partner", "period", "basis", "base", "unit", "status")


def read(text: str, *, measures: str = "") -> list[dict]:
    """The quantities of a text published on 2 November 2018, as rows of the table."""
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": [text], "published": [pd.Timestamp(PUBLISHED)], "language": ["en"]}
    )
    made = tables.QUANTITIES.check(claims.read_quantities(articles, measures=measures))
    rows = made[made["is_quantity"]].to_dict("records")
    return [{key: None if pd.isna(value) else value for key, value in row.items()} for row in rows]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The senators sat through eight hours of testimony.", "testimony duration"),
        ("She ended a 13-hour filibuster.", "filibuster duration"),
        ("That shutdown lasted 16 days.", "shutdown duration"),
        ("It fell to a 17-year low.", None),
    ],
)
def test_how_long_something_is_the_noun_beside_the_time_says(text: str, measure: str | None) -> None:
    assert read(text)[-1]["measure"] == measure


def said(text: str) -> dict:
    """The last number of a text, without a measure that is only the noun beside it."""
    row = read(text)[-1]
    is_noun = guesses.MARK in (row["inherited"] or "")
    return {**row, "measure": None} if is_noun else row


CHANGED = "change, base not said"
STATEMENTS = [  # text, what its last number says
    ("Employers added 250,000 jobs in October, the Labor Department said.",
     {"measure": "jobs added", "place": "USA", "period": "2018-10", "basis": "level",
      "unit": "job", "status": "actual"}),
    ("The Labor Department said hospitals hired. Manufacturing added 32,000 jobs in October.",
     {"measure": "jobs added", "about": "manufacturing", "period": "2018-10"}),
    ("Black unemployment in Ohio was 6.2 percent in September.",
     {"measure": "unemployment rate", "about": "black", "place": "Ohio", "period": "2018-09", "reporter": "USA"}),
    ("Unemployment in Spain fell to 14.6 percent, the lowest since 2008.",
     {"measure": "unemployment rate", "place": "ESP", "period": None, "basis": "level"}),
    ("The poll of 1,102 adults was taken Oct. 29-Nov. 1.",
     {"measure": "sample size", "period": "2018-10-29/2018-11-01"}),
    ("Some 54 percent of voters said that the country is on the wrong track.",
     {"measure": "poll share", "basis": "share", "period": None}),
    ("The rule allows 800 nurses to leave.", {"measure": "nurses allowed to leave"}),
    ("Some 500 nurses poured close to $16 million into it.", {"measure": None}),
    ("The party has a narrow 51-49 majority in the Senate.", {"measure": "seats", "unit": "seat"}),
    ("The poll was one of three polls. In this poll, 78% of Democrats were for it.",
     {"measure": "poll share", "basis": "share"}),
    ("The town was rich: in May, 78% of Democrats were for it.", {"measure": None}),
    ("The flood in Genoa killed at least 12 people on Wednesday.",
     {"measure": "deaths", "place": "Genoa", "reporter": "ITA", "period": "2018-10-31"}),
    ("The minister said on Wednesday that 12,000 people were evacuated.",
     {"measure": "people evacuated", "period": None}),
    ("The governor, campaigning in Toledo, Ohio, said that taxes fell by $300.", {"place": None}),
    ("Sales at the bakery will rise to $3 million next year.",
     {"measure": "sales", "period": "2019", "status": "forecast"}),
    ("The senator pledged to spend $40 million on roads.", {"measure": "spending", "status": "target"}),
    ("If the bill passed, it would cost $40 million.", {"measure": "cost", "status": "hypothetical"}),
    ("It helps, whether the school cost $900 or $9,000.", {"status": "hypothetical"}),
    ("The town is expected to see the heat rise by 6 to 12 degrees.", {"status": "forecast"}),
    ("He denied that he paid $4,000 to the judge.", {"status": "denied"}),
    ("Exports rose 5.4 percent from a year earlier.",
     {"measure": "exports", "basis": "change on a year before", "base": "year before"}),
    ("In a treaty of 1990, Norway imposed a 12 percent tariff on Swedish goods.",
     {"measure": "tariff rate", "reporter": "NOR", "partner": "SWE"}),
    ("Military spending rose to 2 percent of GDP in the third quarter.",
     {"measure": "military spending", "basis": "share", "period": "2018-Q3"}),
    ("A $90,000 wire transfer came from Cyprus.", {"measure": "wire transfer", "unit": "USD"}),
    ("He said $4.2 billion sounds like a lot.", {"measure": None}),
    ("The office put that figure at $6 billion on Monday afternoon.", {"measure": None}),
    ("It asked for $7 billion of federal funding.", {"measure": "funding", "status": "hypothetical"}),
    ("The peak of infections in Spain may be 12 days away.", {"measure": None}),
    ("The clinic lost, he guessed, $3, $4, $5 billion.", {"measure": None}),
    ("Some 900 people have been infected in Spain since May.",
     {"measure": "cases", "place": "ESP", "period": "2018-05/2018-11"}),
    ("Diaz lost the county to Lee by 900 votes.", {"measure": "vote lead"}),
    ("The model projects 90,000 deaths by early December.", {"period": "2018-12", "status": "forecast"}),
    ("The firm had 40 plants in 2015. Another 12 opened in March.", {"measure": None}),
    ("The firm had 40 plants in 2015. Another 12 plants opened in May.", {"measure": "plants opened"}),
    ("The fee is waived for 900 riders until the end of May.", {"period": None}),
    ("A grant of $700 a month runs out in January.", {"period": None}),  # of which year is not said
    ("Some 900 people applied in the week ended Oct. 27.", {"period": "2018-10-21/2018-10-27"}),
    ("Sales at the bakery rose 4 percent in the July-to-September quarter.", {"period": "2018-07/2018-09"}),
    ("Gold for December delivery fell $9 to $1,230 an ounce.", {"period": None}),
    ("December Brent crude lost 3 percent.", {"period": None}),
    ("Index funds rose as the DJIA, +0.31% opened on Thursday.", {"period": None}),
    ("The ferry, which sank in September, is to cost $4 million.", {"period": None}),
    ("The state won $8 million before he took office in March 2016.", {"period": None}),
    ("About a third of the jobs that went in April 2015 are back.", {"period": None}),
    ("The port sent $8 million in goods that it made in 2016.", {"period": "2016"}),
    ("In 2018, 700 women have filed to run.", {"period": None}),
    ("The senator has raised $7 million for the 2020 campaign.", {"period": None}),
    ("More than half of the 2016 turnout has voted.", {"period": None}),
    ("Floods of November 2015 were worse. About 80 people died in November.", {"period": None}),
    ("Exports of Spain rose 4 percent in 2016. The exports of Spain then grew 5 percent, he said.",
     {"measure": "exports", "period": None}),
    ("The bridge had taken care of 80 percent.", {"measure": None}),
    ("While the first two towns are 90 percent rural, the third is not.", {"measure": None}),
    ("The baker described a 92-page contract.", {"measure": None}),
    ("They read the Ten Commandments aloud.", {"measure": None}),
    ("In May 2017, 60 referrals were made.", {"measure": "referrals", "period": "2017-05"}),
    ("About 800 people were expected.", {"measure": None}),
    ("The Chamber of Commerce spoke against the $40-per-week bonus.", {"measure": "bonus", "unit": "USD per week"}),
    ("Last week 90,000 people filed for unemployment benefits.", {"measure": "jobless claims"}),
    ("The brewery cut 70 jobs.", {"measure": "job cuts"}),
    ("In the race, with the ballots counted, she led by 49,000.", {"measure": "vote lead", "unit": "vote"}),
    ("It fell one short of the 60 votes needed.", {"measure": "votes needed", "status": "actual"}),
    (
        "To the surprise of all who had taken part in the poll in the town, Lee has 81 percent among Republicans.",
        {"measure": "poll share", "about": "lee among republicans"},
    ),
    ("The storm of job losses hit as a program that paid $70 ended.", {"measure": "payment"}),
    ("The brewery lost 70 jobs.", {"measure": "jobs added"}),
    ("Lee said he would raise the U.S. corporate tax rate to 23%.", {"measure": "tax rate", "status": "hypothetical"}),
    ("Rain totals are forecast to reach 20 inches.", {"status": "forecast"}),
    ("Lee would raise the U.S. tax rate to 23% from the current 21%.", {"status": "actual", "basis": "level before"}),
    ("Some 800 riders came in May, down from 900 in April.", {"unit": "rider", "period": "2018-04"}),
    ("The fire damaged 800 barns, including 90 with no roof left.", {"unit": "barn"}),
    ("The fire damaged 800 barns. It cost 90 a day.", {"unit": None}),
    ("The count would give Lee 14 delegates and Kim six.", {"measure": "delegates", "status": "hypothetical"}),
    ("The assembly voted on Tuesday, 260 to 340, to go on.",
     {"measure": "votes", "unit": "vote", "period": "2018-10-30", "about": "side named second"}),
    ("The assembly passed it 88 to 5 on Tuesday.", {"unit": "vote", "period": "2018-10-30", "about": "against"}),
    ("She has seven children.", {"measure": None}),
    ("All 27 EU member states agreed.", {"measure": None}),
    ("He will go on with another six stops.", {"measure": None}),
    ("The path crosses half a dozen bridges.", {"measure": None}),
    ("They captured 90 smugglers.", {"measure": "smugglers captured"}),
    ("Yet miners are 21 times more likely to be hurt at work.", {"measure": "likelihood to be hurt"}),
    ("After years of low interest rates, the debt of the towns, large and small, has risen by 60%.", {"measure": None}),
    ("When it joined the World Trade Organization it spent some $4bn.", {"measure": "spending"}),
    ("Lee said the backing was less than 25% of the party and not sufficient support.", {"measure": None}),
    ("They laundered more than $30 million in income.", {"measure": "money laundered"}),
    ("He faces a sentence of up to 10 years in prison.", {"status": "hypothetical"}),
    ("The mayor's budget provides for $200 billion in road spending.", {"status": "target"}),
    ("The group hit only 18 percent of its goal.", {"measure": None}),
    ("In the poll 83 percent of voters say that roads are bad.", {"about": "voters say that roads are bad"}),
    ("In the poll 75 percent of Republicans say that roads are bad.", {"about": "republicans say that roads are bad"}),
    ("Polling by Lee shows two-thirds of adults want more buses.", {"about": "adults want more buses"}),
    ("The ministry won a $9 million grant.", {"measure": "grant"}),
    ("Some 57% oppose it, up from a local survey in May, with 38% for it.", {"period": None}),
    ("Some 400 people joined, according to a report in May.", {"period": None}),
    ("Tolls were 7 percent in September, well below the 10 percent of old.", {"period": None}),
    ("It would be open to them after 64 percent voted for it last May.", {"period": "2018-05"}),
    ("The channel is 39% owned by 21st Century Fox.", {"period": None}),
    ("In May he read a 4-page letter.", {"period": None}),
    ("Of the voters 51 percent said they want the bridge this year.", {"measure": "poll share", "period": None}),
    ("Smith met the five mayors.", {"measure": None}),
    ("In all six cases nobody was hurt.", {"measure": None}),
    ("The plea is from 16 mayors who have criticized the order.", {"measure": "mayors criticized order"}),
    ("Those with incomes of $9,000 will get $50.", {"measure": None}),
    ("They ask for $400 billion in spending cuts.", {"measure": "spending cuts"}),
    ("It was the decision of two-thirds of the voters.", {"measure": None}),
    ("Officer-involved shootings fell by 21 percent.", {"measure": "officer-involved shootings"}),
    ("The toll is a matter for Lee, R-Texas, and 20 mayors.", {"place": None}),
    ("The strike would kill 500 men.", {"measure": "deaths"}),
    ("The hospital sent a $2 million medical bill.", {"status": "actual"}),
    ("The trouble led to the arrests of hundreds.", {"measure": "arrests"}),
    ("Police have 700 leads.", {"measure": None}),
    ("Police pursued 700 leads.", {"measure": "leads pursued"}),
    ("A day after guards killed 20 men the gate was shut.", {"measure": "deaths", "about": None}),
    ("Here are 12 takeaways.", {"measure": None}),
    ("The county has 7.4 cases per 1,000 residents.", {"measure": None}),
    ("The error of the survey is plus or minus 900 jobs.", {"measure": None}),
    ("There were 900 fewer riders.", {"measure": None}),
    ("That is short of the 160,000 economists were predicting.", {"measure": None}),
    ("He served 14 terms.", {"measure": "terms served"}),
    ("It added 800 jobs per month.", {"about": "average"}),
    ("Tests for colon and breast cancer fell 86 percent.", {"measure": None}),
    ("Unemployment dipped to 7 percent, for all the 2 point increase in the payroll tax.", {"measure": "payroll tax"}),
    ("He brought charges against 90 aides relating to the 2016 election.", {"period": None}),
    ("The Easement Act of 2016 would yield $7 billion.", {"period": None}),
    ("Hearings on the line that left 14 guards dead are due to start on Friday.", {"period": None}),
    ("Markets rallied on Friday. The Nasdaq rose 1.9%.", {"measure": "stock index", "period": "2018-11-02"}),
    ("Markets rallied on Friday. Since May the Nasdaq has risen 9%.", {"period": None}),
    ("Markets rallied on Thursday. The Nasdaq rose 1.9%.", {"period": None}),
    ("The Dow Jones Industrial Average rose 370 points on Thursday.",
     {"measure": "stock index", "period": "2018-11-01"}),
    ("Apple shares traded 4.2% higher.", {"measure": "share price"}),
    ("Some 900,000 people filed for unemployment benefits last week.", {"period": "2018-10-21/2018-10-27"}),
    ("It lists products imported from China that would be subject to an additional 7 percent tariff.",
     {"measure": "tariff rate", "reporter": None, "partner": "CHN"}),
    ("The murder rate in Chad was 20.52 per 100,000 people.", {"measure": None}),
    ("With tariffs of 10 percent, rents would rise by 4 percent.", {"measure": "rents"}),
    ("It has revenue of $3 billion, which helps offset $1 billion in distribution costs.", {"measure": "cost"}),
    ("Lee met on Thursday relatives of the 90 people killed.", {"period": None}),
    ("Lee has met many in the days since Sunday's crash that also wounded 90 people.", {"period": "2018-10-28"}),
    ("Lee spoke of the attack today. Sunday's deadly mass shooting killed 90 people.", {"period": "2018-10-28"}),
    ("He will be asked about the Sept. 11 attack that killed 14 men.", {"period": "2018-09-11"}),
    ("It has a 25 percent tariff on trucks as a result of a dispute in the 1960s.", {"period": None}),
    ("Analysts at the Bank of Peru forecast sales of $5 million.", {"measure": "sales", "about": None}),
    ("Those hoping for calm got a dive on Friday that left the Dow down 223 points.",
     {"period": "2018-11-02", "status": "actual"}),
    ("The town vows to cut emissions 17 percent below 2005 levels.", {"period": None}),
    ("Between 1965 and the mill's closure, 45 riders fell.", {"period": None}),
    ("He must pay the court costs related to the $100 million lawsuit.", {"measure": "lawsuit"}),
    ("Yesterday, Blu-Ray rose 6.6%.", {"measure": None}),
    ("The town sent 2,000 policemen.", {"measure": "policemen sent"}),
    # a count says nothing without what is said of it
    ("The law was passed with 47 Democrats.", {"measure": None}),
    ("Some 29 Democrats sponsored the road bill.", {"measure": "democrats sponsored road bill"}),
    ("The board indicted 13 bankers.", {"measure": "bankers indicted"}),
    ("Some 13 bankers have been indicted.", {"measure": "bankers indicted"}),
    ("Some 80 bankers who accused him were fined.", {"measure": "bankers accused him"}),
    ("The 80 bankers who accused her left.", {"measure": "bankers accused her"}),
    ("The chain will close 200 shops.", {"measure": "shops closed"}),
    ("Some 900 shops closing in May are old.", {"measure": "shops closing"}),
    ("Some 900 homes are without power.", {"measure": "homes without power"}),
    ("A third of the 900 tenants did not leave.", {"measure": None}),
    ("Two bakers in 12 towns struck.", {"measure": None}),
    ("At least 27 bakers in Peru have been arrested.", {"measure": "arrests"}),
    ("The plan was supported by 30 mayors.", {"measure": "supported by mayors"}),
    ("Guards failed to arrest 30 men.", {"measure": None}),
    ("Five guards fired 17 shots.", {"measure": "shots fired"}),
    ("Some 900 bakers work in Peru.", {"measure": "bakers work"}),
    ("Some 45 mayors declined to be interviewed.", {"measure": None}),
    ("At least 2,800 have died or disappeared on the way.", {"measure": "dead or missing", "unit": "people"}),
    ("They take in refugees equaling 1 percent of their population.", {"measure": None}),
    ("To qualify, a candidate must reach 2 percent.", {"measure": None}),
    ("Candidates will have to hit 2 percent in four polls.", {"measure": None}),
    ("The rate at which mothers left the firm dropped by 50%.", {"measure": None}),
    ("The counties were seeing growth of 5.1 percent.", {"measure": "growth"}),
    ("Millions of poor Peruvians receive care benefits starting in May.",
     {"measure": "poor peruvians receive care benefits"}),
    ("The age-adjusted death rate fell by 1.1% last year.", {"measure": "death rate", "period": "2017"}),
    ("Last year it sold 48 courses, with $1 million in revenue, for $3 million.", {"measure": "sale price"}),
    ("It bought a shop for $3 million, adding a canopy for its guests of $7,000.", {"measure": None}),
    ("The form showed Lee adding fresh debt of $50 million.", {"measure": "fresh debt"}),
    ("The poll has her ahead, and in the college she would start with a 164-136 advantage.", {"measure": None}),
    ("A missile killed 298 people on Malaysia Airlines Flight 17.", {"measure": "deaths", "place": None}),
    ("The European Commission will distribute 120,000 refugees, of whom France takes some.", {"place": None}),
    ("He received 41 percent of the vote in the West Virginia Democratic primary.", {"place": "West Virginia"}),
    ("His campaign raised $266 million in the three months ending Sept. 30.", {"period": "2018-07/2018-09"}),
    ("Some 900 people were killed between mid-April, when it began, and July 26.", {"period": "2018-04/2018-07"}),
    ("He led in 2000. Four years earlier, it was close. He won Ohio in October by 9 percentage points.",
     {"period": None}),
    ("The lane closures, which lasted four days, snarled traffic.", {"measure": "lane closure duration"}),
    ("The flood left 900 people homeless.", {"measure": "people left homeless"}),
    ("Two of those killed were guards.", {"measure": None}),
    ("The valley lost 9,000 plant species. Of those, 4,500 came late.", {"unit": "plant species"}),
    ("The valley lost 9,000 plant species. Some 4,500 came late.", {"unit": None}),
    ("Rents rose from the teens in 2008, to 41 percent.", {"period": None}),
    ("At the turn of the 20th century, 80 percent of the farms were small.", {"period": None}),
    ("The result follows a vote of 900 delegates on 9 October.", {"period": None}),
    ("Peru was a $40bn economy in 2001 and has now become one of $200bn.", {"period": None}),
    ("Earlier this month, the mayor proposed a fee of $9.", {"period": None}),
    ("On May 17, the office published a list of 900 firms.", {"period": None}),
    ("The fund was down 8% from its July high.", {"period": None}),
    ("It will be a day to think of the 70 riders who were killed on Sept. 9.", {"period": "2018-09-09"}),
    ("At the meeting upon which the rule was signed on Sept. 9, 700 riders came.", {"period": None}),
    ("Some 900 nurses gathered outside the ministry on Wednesday.", {"period": "2018-10-31"}),
    ("Today, 60 nurses in a hundred come from abroad, and 900 nurses wait for a visa.", {"period": None}),
    ("The senator scolded the $4 billion rescue package on Wednesday.", {"period": None}),
    ("The mill was shut on Wednesday after a fall in output to 900 tons a day earlier.", {"period": None}),
    ("Just 12 Republicans joined the Democrats in voting for the bill.",
     {"measure": "votes", "unit": "vote", "about": "republican in favour"}),
    ("Two Democrats and 31 Republicans voted against it.",
     {"measure": "votes", "unit": "vote", "about": "republican against"}),
    ("He is tried because he gunned down 11 dancers in a club in Lyon.", {"measure": "deaths", "status": "actual"}),
    ("Lee led by 7 points in the poll.", {"measure": "poll lead", "unit": "[pp]"}),
    ("Lee won with less than 26 percent of the vote.", {"measure": "share of votes", "basis": "share"}),
    ("They don’t have 118 votes.", {"status": "denied"}),
    ("Lee wants to shrink the country's $37 billion trade deficit.", {"status": "actual"}),
    ("The firm will build a plant in Ohio, creating 650 jobs.", {"status": "target"}),
    ("A surplus of $44 billion beat forecasts of $40 billion and September's surplus of $34 billion.",
     {"status": "actual", "period": "2018-09"}),
    ("Unemployment rate: 3.5% vs 3.6% expected", {"measure": "unemployment rate", "status": "forecast"}),
    ("Unemployment in Peru fell more than forecast to 3.7 percent.", {"status": "actual"}),
    ("The labour force participation rate slid, moving to 62.8 percent.", {"status": "actual"}),
    ("Wages rose, matching estimates, by 3 percent.", {"status": "actual"}),
    ("Let's raise the minimum wage to $9.", {"status": "hypothetical"}),
    ("The Spanish flu killed 900 nurses.", {"place": None}),
    ("The agency counts 26 cases, including one in Ohio.", {"value": 26.0, "place": None}),
    ("Lebanon, which has 1.1 million Syrian refugees, shut its borders in June.", {"period": None, "place": "LBN"}),
    ("It has paid $9 million so far, but the mayor yesterday promised to pay more.", {"period": None}),
    ("In 2014, GDP per capita was $55,185, far above what it was in 1974.",
     {"measure": "GDP per capita", "period": "2014"}),
    ("The net debt to GDP ratio in Spain was 31 percent.", {"measure": "public debt", "basis": "share", "base": "GDP"}),
    ("Unemployment rose to 5.0 percent from an eight-year low of 4.9 percent.", {"measure": "unemployment rate"}),
    ("Markets see a 52 percent chance of a move in December.", {"period": "2018-12"}),
    ("The employment-to-population ratio was 59.9 percent.", {"measure": "employment-to-population ratio"}),
    ("Peru took 22,900 refugees, fewer than neighbouring Chile.", {"place": "PER"}),
    ("The Royal Bank of Canada expects a loss of $9 million.", {"place": None}),
    ("The income of the top 7 percent fell.", {"measure": None}),
    ("Milk slumped on Friday to trade at $12.", {"measure": None}),
    ("Schools saw a 78 percent increase in cigarette use.", {"measure": "cigarette use", "basis": CHANGED}),
    ("The mill cut our town's water use by 12 percent.", {"measure": "water use", "basis": CHANGED}),
    ("They hold a 26 percent share of the population.", {"measure": "population", "basis": "share"}),
    ("Some 43 million Americans were in poverty.", {"measure": "poverty", "unit": "american"}),
    ("He fears the rising house rents, which have climbed to $900.", {"measure": "house rents"}),
    ("Lee beat Kim, 49.9% to 48.4%.", {"measure": "votes", "basis": "share"}),
    ("A poll showed Lee with a two point edge over Kim, 49%-47%.", {"measure": None, "low": 46.5, "high": 47.5}),
    ("Lee received 671,151 votes, 50 percent.", {"measure": "votes", "basis": "share"}),
    ("They spoke of the poverty rate and wages. The official rate was 12.5% in Peru.", {"measure": "poverty rate"}),
    ("They spoke of the weather. The rate was 12.5% in Peru.", {"measure": None}),
    ("The uninsured rate fell. The rate for 2015 was a mere 9.1 percent.", {"measure": "uninsured", "period": "2015"}),
    ("Income remains 1.6% lower than it was.", {"measure": "income"}),
    ("The firm saw incomes grow 7.9 percent.", {"measure": "incomes"}),
    ("At least 840 people were hurt, including 225 children.", {"measure": "wounded", "about": "child"}),
    ("In his 2020 bid, he said, he raised $4 million.", {"measure": "money raised", "period": None}),
    ("The 2015 trade deficit of $5 billion was small.", {"measure": "trade deficit", "period": "2015"}),
    ("Tourists accounted for 94 percent of deaths in Peru.", {"measure": "deaths", "basis": "share"}),
    ("Fully 55 percent of adults say so in a poll, as fully as ever.", {"about": "adults say so in a poll"}),
    ("A poll found Lee ahead of Kim by 8 points.", {"measure": "poll lead", "about": "lee"}),
    ("She offered a maximum salary of $80,000.", {"measure": "wages"}),
    ("Peru has lost 67 people since May.", {"measure": "deaths"}),
    ("Median earnings rose 5 percent.", {"measure": "earnings"}),
    ("The statewide unemployment rate in the US fell to 7.2%.", {"place": None}),
    ("A poll of voters has a margin of error of plus or minus 3.1 percentage points.", {"measure": "margin of error"}),
    ("It created 3 million jobs for black workers.", {"measure": "jobs added", "about": "black workers"}),
    ("October's job gains were revised to 273,000.", {"about": None, "period": "2018-10"}),
    ("The fever killed 900 people. It has spread through five West African countries.", {"measure": None}),
    ("A model published by Leeds and estimated last month shows 9,000 cases.", {"period": None}),
    ("The poll draws on interviews from March 2003 to October 2018. Some 60% of voters say so.", {"period": None}),
    ("The poll was taken Oct. 29-Nov. 1 here. Some 60% say so in it.", {"period": "2018-10-29/2018-11-01"}),
    ("The poll was taken Oct. 29-Nov. 1 here. An Ipsos poll asked nurses. Some 60% of them say so.", {"period": None}),
    ("The poll was taken Oct. 29-Nov. 1 here. Little more than a decade ago, 60% of voters said so.", {"period": None}),
    ("The poll was taken Oct. 29-Nov. 1 here. Under President Ford, 60% of voters said so.", {"period": None}),
    ("Lee won 67 percent of the rural vote in 2008.", {"period": "2008"}),
    ("Fire killed 12 nurses as thousands jammed a square.", {"measure": None}),
    ("It would keep the 40-hour workweek.", {"measure": None}),
    ("The poll says half of those at the Feb. 1 meetings are new.", {"period": None}),
    ("That is reversed from 2011, when only 45% of voters were in favor.", {"period": "2011"}),
    ("That is more than in 2011, but 45% of voters were in favor.", {"period": None}),
    ("In 2011, when a mill closed, it paid $9 million in fines.", {"period": "2011"}),
    ("Last May, a station revealed that 40 patients died.", {"period": None}),
    ("A fever killed 40 patients last November.", {"period": "2017-11"}),
    ("The inspector told a committee last week that 40 patients died.", {"period": None}),
    ("The mill makes 90% of its projected production in April and May.", {"period": "2019-04/2019-05"}),
    ("Masks would save 9,000 lives between now and March.", {"period": None}),
    ("The alarm that would have saved them failed on Monday, killing 40 people.", {"period": "2018-10-29"}),
    ("Crews would be needed on Monday, as 40 people died.", {"period": "2018-11-05"}),
    ("As of Monday, 900 patients had died and 70 nurses were ill.", {"period": "2018-10-29"}),
    ("Last month it lost 900 mining jobs and 80 teaching jobs.", {"unit": "teaching job", "period": "2018-10"}),
    ("In October it lost $90, and 80 teaching jobs.", {"unit": "teaching job", "period": None}),
    ("In 2011 they took the $9 that it had spent the previous year.", {"period": None}),
    ("Cases rose 3% in the first week of October.", {"period": None}),
    ("The mill had 900 workers at the end of last year.", {"period": "2017-12"}),
    ("It would cut 2 percent in the years 2022 and 2023.", {"period": "2022/2023"}),
    ("The nurse explained last week that 40 patients died.", {"period": None}),
    ("They pay 40 percent, and they fear a jump next year.", {"period": None}),
    ("They pay 40 percent next year.", {"period": "2019"}),
    ("Nearly 40 patients died, and just last week a nurse left.", {"period": None}),
    ("It doubled the number of border agents along the river to 40,000.", {"unit": "border agent"}),
    ("The average number of guns in a house rose to eight.", {"unit": None}),
    ("The number of guns per house rose to eight.", {"unit": None}),
    ("It put a ban on 120 “specifically named firearms” of old.", {"unit": "firearm"}),
    ("There were nine “is it true” in all.", {"unit": None}),
    ("Of the 20 schools asked in May, seven are ready.", {"measure": "schools asked", "unit": "school"}),
    ("The town lost 20 schools. Seven of those were old.", {"unit": "school"}),
    ("It has all 50 states asked, up from its current 18.", {"unit": "state"}),
    ("The bill got 69 “yea” votes, including 21 Republicans.", {"measure": "votes", "unit": "vote"}),
    ("One state had 11 launches, and so far this year the other had nine.", {"unit": "launch"}),
    ("One state had 11 more births than deaths; the other had nine.", {"unit": None}),
    ("The poll has a margin of error of plus or minus 4.1 points.", {"unit": "[pp]"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATEMENTS, ids=lambda x: x if isinstance(x, str) else "")
def test_a_number_is_a_statement(text: str, expected: dict[str, str | None]) -> None:
    row = said(text)
    assert {field: row[field] for field in expected} == expected


@pytest.mark.parametrize(
    ("text", "of", "about"),
    [
        ("The mill says that 53 percent of full-time staff are women.", "full-time staff", "are women"),
        ("Nearly two-thirds of the victims were Hispanic.", "victims", "were hispanic"),
        ("In Peru 90 percent of poor and rural towns were flooded.", "poor and rural towns", "were flooded"),
        ("If 25 percent of borrowers fail to pay their loans, banks fall.", "borrowers", "fail to pay their loans"),
        ("The top 1 percent now pays 27 percent of all federal taxes.", "federal taxes", "top 1 percent"),
        ("Tourists accounted for 94 percent of deaths.", "deaths", "tourists"),
        ("They accounted for 94 percent of deaths.", "deaths", None),
        ("In 1960, 65 percent of all tax filers were married and 35 percent single.", "tax filers", "single"),
        ("China reported about 72% of total cases and 77% of deaths.", "deaths", "china"),
        ("Some 45% of city schools closed, compared with 9% of village schools.", "village schools", "closed"),
        ("Women make up about half our workforce.", "workforce", "women"),
        ("Hondurans are 46% and Salvadorans 10% of the migrants apprehended by Peru.", "migrants", None),
    ],
)  # fmt: skip
def test_a_share_is_told_with_what_is_said_of_it(text: str, of: str, about: str | None) -> None:
    row = read(text)[-1]
    assert (row["measure"], row["about"], row["basis"]) == (of, about, "share")


def test_the_items_of_a_list_measure_what_its_lead_says() -> None:
    rows = read(
        "Here over 30 percent of loans are bad: Marin, C.A. (47 percent), York (46 percent) and Lima (36 percent)."
    )
    said = [(row["measure"], row["about"], row["basis"]) for row in rows if row["unit"] == "%"]
    assert said[1:] == [("loans", "marin, c.a.", "share"), ("loans", "york", "share"), ("loans", "lima", "share")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a 13-hour filibuster.", "filibuster duration"),
        ("They heard 48 hours of arguments.", "argument duration"),
        ("They spent the first 48 hours of arguments at home.", None), ("He is a 35-year employee of the court.", None),
    ],
)  # fmt: skip
def test_how_long_something_is_is_told(text: str, expected: str | None) -> None:
    row = read(text)[-1]
    assert row["measure"] == expected
    assert guesses.MARK not in (row["inherited"] or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CMA has 38,000 members in Peru.", None), ("The town has 38,000 shops.", "shops"),
        ("In 1960, 65 percent of all tax filers quit.", "tax filers"),
        ("It cut 31 percent of the time.", None), ("Caps on deductions stood at $9,000.", "deductions"),
        ("In a poll, pollsters polled. Lee is ahead, 51%.", "poll share"),
    ],
)  # fmt: skip
def test_the_noun_beside_a_number_is_told_as_such(text: str, expected: str | None) -> None:
    row = read(text)[-1]
    assert row["measure"] == expected
    assert (guesses.MARK in (row["inherited"] or "")) == (expected is not None)


def test_those_who_are_asked_are_named_without_the_next_share() -> None:
    shares = read("In the poll 48% of voters support the plan and 47% of men oppose it.")
    assert [row["about"] for row in shares] == ["voters support the plan", "men oppose it"]


def test_a_noun_beside_a_number_makes_no_claim() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": ["In 2012 France had 120 swing towns."]})
    quantities = claims.read_quantities(articles)
    assert quantities["measure"].to_list()[-1] == "swing towns"
    assert evidence.claims(quantities, sure=0).empty


@pytest.mark.parametrize(
    ("text", "values"),
    [  # a range begins with its low end, a fall with its high one
        ("Approval sank everywhere in the south in these years, in Spain from 38 to 18 percent.", [38, 18]),
        ("Approval plummeted from 37 to 19 percent.", [37, 19]),
        ("The agency expanded its list from 80 to 91 schools.", [80, 91]),
        ("Fines ranged from $50 to $5.", [None]),
        ("It takes from 80 to 91 schools.", [None]),
    ],
)
def test_levels_before_and_after_are_two_numbers_and_a_range_is_one(text: str, values: list[float | None]) -> None:
    read = claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    read = read[read["is_quantity"] & read["quantity_kind"].isin(["percent", "count", "money"])]
    assert [None if pd.isna(value) else value for value in read["value"]] == values
    assert read["basis"].eq("level before").to_list() == [len(values) == 2, False][: len(values)]


def test_from_one_level_to_another_are_two_statements() -> None:
    before, after = read("The jobless rate went up from 8.3 percent in August to 8.5 percent in October.")
    assert (before["value"], before["basis"], before["period"]) == (8.3, "level before", "2018-08")
    assert (after["value"], after["basis"], after["period"]) == (8.5, "level", "2018-10")
    assert (before["mention"], after["mention"]) == ("8.3 percent", "8.5 percent")


def test_a_change_and_its_level_are_two_statements() -> None:
    change, level = read("Turnover of the port rose by 3 percent to $6 million in 2017.")
    assert (change["value"], change["direction"], change["basis"]) == (3.0, "up", "change on a year before")
    assert (level["value"], level["basis"], level["period"]) == (6e6, "level", "2017")


def test_items_of_a_list_are_as_sure_as_its_heading() -> None:
    rows = read("Norway's tariffs will be as follows:\n\n12% tariffs on 40 kinds of cheese\n\n8% tariffs on fish")
    assert [(row["value"], row["status"]) for row in rows if row["unit"] == "%"] == [
        (12.0, "forecast"),
        (8.0, "forecast"),
    ]
    assert rows[-1]["inherited"].startswith("status:heading")


def test_what_is_planned_holds_from_the_day_that_the_article_names() -> None:
    text = "The new rates will take effect on Dec. 3.\n\nA tariff of 12 percent will be put on cheese."
    (row,) = read(text)
    assert (row["measure"], row["status"], row["period"]) == ("tariff rate", "forecast", "2018-12-03")
    assert "period:article" in row["inherited"]


def test_the_votes_of_an_article_are_of_the_day_of_its_vote() -> None:
    text = "The assembly passed the bill late on Wednesday. Just 12 senators voted for it. Rent rose by $9."
    voted, rent, before = read(f"{text}\n\nA bill of Lee's was rejected in 1989. Just 9 senators voted for that.")
    assert (voted["period"], voted["inherited"]) == ("2018-10-31", "period:vote")
    assert rent["period"] is before["period"] is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In September unemployment in Peru ticked up from 3.5% to 3.6%.", "2018-08"),
        ("In September unemployment in Peru fell from a high of 9.5% to 3.6%.", None),
    ],
)
def test_the_level_before_a_monthly_figure_is_of_the_month_before(text: str, period: str | None) -> None:
    before = next(row for row in read(text) if row["basis"] == "level before")
    assert before["period"] == period


def test_votes_on_bills_that_are_not_named_are_never_one_claim() -> None:
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "published": [pd.Timestamp(PUBLISHED)] * 2, "language": ["en"] * 2,
         "text": ["The French Senate passed it 88-5 on Tuesday.", "The French Senate passed it 61-32 on Tuesday."]}
    )  # fmt: skip
    found = evidence.claims(claims.read_quantities(articles), sure=0)
    assert found["claim_id"].nunique() == len(found) == 4


def test_without_a_publication_date_a_month_stays_open() -> None:
    (q,) = [q for q in claims.find_quantities("Employers added 250,000 jobs in October.") if q.is_quantity]
    assert (q.measure, q.period) == ("jobs added", None)


def test_what_the_article_says_is_marked_with_where_it_is_from() -> None:
    text = (
        "Canada's parliament met. Canadian drivers and Canadian farmers came from all of Canada.\n\n"
        "Employers added 11,000 jobs in October. The unemployment rate stands at 5.8 percent."
    )
    jobs, rate = read(text)
    assert (jobs["reporter"], jobs["inherited"]) == ("CAN", "reporter:article")
    assert (rate["period"], rate["place"]) == ("2018-10", "CAN")
    assert set(rate["inherited"].split(",")) == {"period:article", "reporter:article"}


def test_where_no_country_rules_the_place_stays_open() -> None:
    text = "Canada and Mexico and the United States and Brazil met.\n\nUnemployment stands at 5.8 percent."
    assert read(text)[-1]["place"] is None


@pytest.mark.parametrize("whose", ["The state’s", "The county's", "His home state's", "That district’s"])
def test_what_is_of_a_part_of_a_country_is_not_the_countrys(whose: str) -> None:
    text = "Canada's parliament met. Canadian drivers and Canadian farmers came from all of Canada."
    assert read(f"{text}\n\nThe unemployment rate stands at 5.8 percent.")[-1]["reporter"] == "CAN"
    assert read(f"{text}\n\n{whose} unemployment rate stands at 5.8 percent.")[-1]["reporter"] is None


OF_CANADA = "Canada's parliament met. Canadian drivers and Canadian farmers came from all of Canada.\n\n"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A storm reached Peru. It killed 30 people.", None),
        ("A storm came. It killed 30 people.", "CAN"),
        ("The jobless rate in Peru was 9 percent. The unemployment rate stands at 5.8 percent.", None),
        ("The minister spoke in Peru. The unemployment rate stands at 5.8 percent.", "CAN"),
        ("The island’s unemployment rate stands at 5.8 percent.", None),
    ],
)
def test_the_country_of_an_article_is_not_that_of_what_goes_on_from_another_place(
    text: str, country: str | None
) -> None:
    assert read(OF_CANADA + text)[-1]["reporter"] == country


@pytest.mark.parametrize(("day", "period"), [("Thursday", None), ("Friday", "2018-11-02")])
def test_the_day_of_trading_is_that_of_the_sentence_before(day: str, period: str | None) -> None:
    far = " " * 200
    text = f"Shares rose on Friday in Tokyo.\n\n{far}Trade opened on {day}. The Nikkei sank 1.7 percent."
    assert read(text)[-1]["period"] == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Firms have added 2.6 million people to their payrolls since last fall.", None),
        ("Firms added 260,000 people to their payrolls, the most since last fall.", "2018-10"),
    ],
)
def test_what_was_added_since_some_time_is_of_no_month_of_a_report(text: str, period: str | None) -> None:
    assert read(f"Employers added 250,000 jobs in October.\n\n{text}")[-1]["period"] == period


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("In the poll Lee leads Diaz by seven points.", "about", "lee"),
        ("In the poll Lee trails Diaz by seven points.", "about", None),
        ("The poll has Diaz at 42 percent, compared to 28 percent for Lee and 20 percent for Ruiz.", "about", "ruiz"),
        ("A Gallup poll found 77 percent satisfied and 22 percent angry.", "about", None),
        ("Forty-six percent said in the poll that he did badly; 4 percent had no opinion.", "about", "had no opinion"),
        ("Storms in Utah, Ohio and Iowa killed 30 people.", "place", "USA"),
        ("Storms in Utah killed 30 people.", "place", "Utah"),
        ("A convoy that Russia and Japan let through was bombed and 30 people were killed.", "place", None),
        ("He will visit the town on Friday, days after a storm killed 23 people.", "period", None),
        ("On Friday a storm killed 23 people.", "period", "2018-11-02"),
        ("Officers were arrested in 430 cases going back to 2000.", "period", None),
        ("She suggested to the paper in 2004 that the $460 million settlement was fair.", "period", None),
        ("The unemployment rate was down around 3 percent.", "basis", "level"),
        ("In the poll Lee’s brother is ahead by seven points.", "about", None),
        ("In the poll Lee leads Diaz by 4 points.", "basis", "other"),
        ("The jobless rate is ticking up to 63.5 percent.", "low", 63.45),
        ("The rules have changed since a gunman fired on Oct. 14 at a school, killing 20 children.", "period", None),
        ("In the late 1800s 300 men came.", "period", "1866/1899"),
        ("On May 5 the Dow dropped 3.6% or 970 points.", "basis", "change in units"),
        ("On May 5 the Dow dropped 3.6% or 970 points.", "direction", "down"),
        ("Household income was $1,656 lower than it was in 2009.", "basis", "change in units"),
        ("Household income was $51,000, nearly $800 below the average.", "basis", "other"),
        ("They planned a 40,000-troop drawdown.", "basis", "change in units"),
        ("He got 200 votes, losing 25 votes on the floor.", "basis", "level"),
        ("The women’s unemployment rate was 3.6%, a tick above the 3.4% in April.", "about", "women"),
        ("Health and social work saw the gains, with 41,400 new payrolls in all.", "about", "health"),
        ("Health led the gains, while employers showed 41,400 new payrolls in all.", "about", None),
        ("The president created 4.5 million jobs.", "about", None),
        ("We've created 4.3 million jobs.", "about", None),
        ("In the poll 60 percent said that Mr. Lee lied.", "about", "said that mr. lee lied"),
        ("America’s foreign born population was around 25 million people.", "about", "foreign born"),
        ("At the top there's three people.", "inherited", "measure:noun"),
        ("By May 68 S&P 500 companies had issued guidance.", "measure", None),
        ("The proposal would levy an annual fee of 2 to 3 percent on fortunes.", "measure", "annual fee"),
        ("The group claimed at least 40 attacks.", "measure", "attacks"),
        ("The war has claimed 1,900 Palestinian lives.", "measure", "deaths"),
        ("At least 18,000 people in the U.S. have died, and many have been infected.", "measure", "deaths"),
        ("Six people were killed and 13 — including Barber — were injured.", "measure", "wounded"),
        ("More voters disapprove (55 percent) than approve (41 percent) of it.", "measure", "approval"),
        ("Voters disapprove of the party by 74 percent to 17 percent.", "measure", "approval"),
        ("Job approval: approve – 44 percent, disapprove – 50 percent.", "measure", "disapproval"),
        (
            "The battleground states, by electoral votes, are Ohio (18) and North Carolina (15).",
            "about",
            "north carolina",
        ),
        ("The poll has people who lean to the Democratic Party (83%) say so.", "about", None),
        ("The Democratic National Committee raised $5.6 million in May.", "about", "democratic national committee"),
        ("New claims for jobless aid came in at 1.43 million.", "measure", "jobless claims"),
        ("Jobless claims increased by 70,000 to 281,000 last week.", "measure", "jobless claims"),
        ("Jobless or not, continuing claims for aid fell to 20,929,000.", "unit", "continuing claim"),
        ("A man was arrested on Thursday on suspicions he killed nine people.", "period", None),
        ("On Thursday a man killed nine people.", "period", "2018-11-01"),
        ("Lee raised $5.6 million in May for a total of $97.8 million for the cycle.", "period", None),
        ("In the last month the campaign spent $230,000.", "period", None),
        ("Last month the campaign spent $230,000.", "period", "2018-10"),
        ("It had 900 calls in June, compared to 21 calls in the same period last year.", "period", None),
        ("Six people were killed and 10 were taken to hospital.", "inherited", "unit,measure:noun"),
        ("Some 23 men died, and 53 others had adverse effects.", "inherited", "measure:noun"),
        ("In the poll 35 percent think the economy will be worse, down from 42 percent.", "measure", "poll share"),
        ("In May 61 percent of voters approve of the plan, with only 32 percent opposed.", "measure", "poll share"),
        ("Germany's stock exchange fell 1.01%.", "measure", "stock index"),
        ("He loves his job, which he has held for 28 years.", "measure", None),
        ("The pastor, held for two years, came home.", "measure", "captivity or detention duration"),
        ("Four French citizens have been injured, one seriously.", "place", None),
        ("The attack in Benghazi, Libya, left four Americans dead.", "reporter", "LBY"),
        ("A bomb in France killed four French citizens.", "place", "FRA"),
        ("May employment numbers showed that the private sector created 69,000 jobs.", "status", "actual"),
        ("They can lose two votes, considering they have just 52 seats.", "status", "actual"),
        ("The survey was indicating that Lee leads by six percentage points.", "status", "actual"),
        ("They would lower the tax rate from 35% to 20% next year.", "period", "2019"),
        ("They would lower the tax rate to 20% next year from 35%.", "period", None),
        ("They want to raise the minimum wage of $7.25 to $10.10 ($404 a week).", "status", "target"),
        ("Ohio had a jobless rate of 4% in June. Behind it were Texas at 5.1% and Utah at 6%.", "place", "Utah"),
        ("A blast killed nearly 40 Kenyans on Friday as the United States looked on.", "reporter", None),
        ("A blast in the United States killed nearly 40 Kenyans on Friday.", "reporter", "USA"),
        ("The book tells of the deaths of 4,600 British troops and of Iraqi civilians.", "reporter", "IRQ"),
        ("The attack on the U.S. mission in Lagos killed 12 people.", "reporter", "NGA"),
        ("Labor Department aides said attacks killed four people, including the U.S. ambassador.", "reporter", None),
        ("French airstrikes killed 25 fighters of the Iran-backed group.", "reporter", None),
        ("The attack on the U.S. coast killed 12 people.", "reporter", "USA"),
        ("Spain, with 84 deaths so far, put under quarantine the poor towns near Barcelona.", "place", "ESP"),
        ("The Nikkei tumbled more than 900 points on Friday.", "basis", "change in units"),
        ("The Nikkei rose above 17,000 points on Friday.", "basis", "level"),
        ("The unemployment rate fell below 6% in May.", "basis", "level"),
        ("Unemployment was 6%, lower than today's 7.9%, and sales rose in the third quarter.", "period", None),
        ("Employers added 9,000 jobs in June. That number was later revised.", "status", "estimate"),
        ("Employers added 9,000 jobs in June. That number was a surprise.", "status", "actual"),
        ("The funeral of five slain nurses was on Friday in Lima.", "period", None),
        ("The senator's campaign spent $4 million in May.", "measure", "campaign spending"),
        ("The Lee campaign spent $4 million in May.", "about", "lee"),
        ("The former Lima mayor's campaign spent $4 million in May.", "about", None),
        ("Revised figures show that firms added 35,000 jobs in May.", "period", "2018-05"),
        ("Revised by 35,000 jobs in May, the figures please nobody.", "period", None),
        ("It left three people dead and injured 180.", "measure", "wounded"),
        ("The army killed or wounded 30 rebels on Friday.", "measure", "casualties"),
    ],
)
def test_a_field_that_the_sentence_gives_to_something_else_stays_open(text: str, field: str, value: str | None) -> None:
    assert read(text)[-1][field] == value


NOW = "A bomb in Orlando killed 12 people on Thursday, and the bombing in Orlando wounded many."


@pytest.mark.parametrize(
    ("more", "period"),
    [
        ("It left 12 people dead.", "2018-11-01"),
        ("On 11 March 2004 bombs went off in Madrid. It left 192 people dead.", None),
        ("The war left 192 people dead.", None),
        ("It left 7,000 people dead.", None),
        ("It left 192 people dead in Spain.", None),
        ("It left 192 people dead. The fighting goes on: rebels broke the truce, and the offensive began.", None),
        ("It left 192 people dead. The fighting goes on: men broke the door.", "2018-11-01"),
    ],
)
def test_the_day_of_the_event_is_not_that_of_another_or_of_a_war(more: str, period: str | None) -> None:
    assert read(f"{NOW}\n\n{more}")[-1]["period"] == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Kim has 40 percent of voters.", "2018-10-20/2018-10-24"),
        ("Ahead of where he was before October, Kim has 40 percent of voters.", "2018-10-20/2018-10-24"),
        ("Ahead of where he was before August, Kim has 40 percent of voters.", None),
        ("Some 40 percent of voters would vote for Kim in the Nov. 6 election.", "2018-10-20/2018-10-24"),
        ("In a Pew poll Kim has 40 percent of voters.", None),
        ("The average has Kim at 40 percent of voters.", None),
    ],
)
def test_the_days_of_one_poll_are_not_those_of_another(text: str, period: str | None) -> None:
    told = "In the Ipsos poll of Oct. 20-24 Lee has 43 percent of voters. The poll and an older poll agree."
    assert read(f"{told}\n\n{text}")[-1]["period"] == period


def test_the_country_of_an_article_is_claimed_of_what_a_country_has() -> None:
    text = "Canada's parliament met. Canadian drivers and Canadian farmers came from all of Canada.\n\n"
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "text": [f"{text}The unemployment rate stands at 5.8 percent.",
                                            f"{text}A fire left 40 people dead."]}
    )  # fmt: skip
    quantities = claims.read_quantities(articles)
    rate, dead = evidence.claims(quantities, sure=0).to_dict("records")
    assert quantities["reporter"].to_list() == ["CAN", "CAN"]
    assert (rate["reporter"], rate["inherited"]) == ("CAN", "reporter:article")
    assert (pd.isna(dead["reporter"]), pd.isna(dead["inherited"])) == (True, True)


def test_a_toll_is_complete_with_its_day_only() -> None:
    texts = ["In 2012 a fire in Paris killed 40 people.", "On 5 May 2012 a fire in Paris killed 40 people."]
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    assert evidence.claims(claims.read_quantities(articles), sure=0)["is_complete"].to_list() == [False, True]


def test_a_list_of_measures_of_ones_own_adds_to_the_list() -> None:
    own = "measure,words,sides,takes,unit,basis,every\ncrowding,crowding index|crowding,,percent,%,level,month\n"
    (row,) = read("The crowding index rose to 12 percent.", measures=own)
    assert row["measure"] == "crowding"
    with pytest.raises(ValueError, match=r"measures\.csv: no column words"):
        read("The crowding index rose to 12 percent.", measures="measure,takes\ncrowding,percent\n")


def grouped(*texts: str) -> list[dict]:
    """The groups of the claims of articles published on 2 November 2018, those of several documents only."""
    articles = pd.DataFrame(
        {
            "article_id": [f"a{n}" for n in range(len(texts))],
            "text": texts,
            "published": pd.Timestamp(PUBLISHED),
            "language": "en",
        }
    )
    made = evidence.claims(claims.read_quantities(articles))
    groups = tables.CLAIM_GROUPS.check(evidence.groups(made))
    assert (groups["n_origins"] <= groups["n_documents"]).all()
    assert not (~groups["is_complete"] & (groups["n_documents"] > 1)).any()
    return groups[groups["n_documents"] > 1].to_dict("records")


def test_one_statement_in_two_articles_is_one_claim() -> None:
    (group,) = grouped(
        "Unemployment in Spain was 14.6 percent in October.", "In October, joblessness in Spain stood at 14.6 percent."
    )
    assert (group["agreement"], group["n_documents"], group["n_origins"]) == ("agree", 2, 2)


@pytest.mark.parametrize(
    "other",
    [
        "Unemployment in Spain was 14.6 percent in September.",  # another month
        "Unemployment in France was 14.6 percent in October.",  # another country
        "Youth unemployment in Spain was 14.6 percent in October.",  # another group
        "Unemployment in Spain was 14.6 percent.",  # when is not said
        "Unemployment in Spain will be 14.6 percent in October.",  # no fact
        "Inflation in Spain was 14.6 percent in October.",  # another measure
    ],
)
def test_statements_that_differ_or_are_open_are_never_one_claim(other: str) -> None:
    assert grouped("Unemployment in Spain was 14.6 percent in October.", other) == []


def test_two_values_of_one_statement_conflict() -> None:
    (group,) = grouped(
        "Unemployment in Spain was 14.6 percent in October.", "Unemployment in Spain was 15.2 percent in October."
    )
    assert group["agreement"] == "conflict"


def test_a_toll_that_differs_may_have_been_counted_later() -> None:
    (group,) = grouped(
        "The flood in Genoa killed 12 people on Wednesday.", "Wednesday's flood in Genoa killed 15 people."
    )
    assert group["agreement"] == "counts differ"


def test_more_than_a_number_is_only_compatible_with_one() -> None:
    (group,) = grouped(
        "The flood in Genoa killed more than 10 people on Wednesday.",
        "The flood in Genoa killed 15 people on Wednesday.",
    )
    assert group["agreement"] == "compatible"


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Retail lost 200 jobs in November, and factory jobs fell 7,000.", "7,000", ("factory", "2012-11")),
        ("The construction sector hired, adding 17,000 jobs last month.", "17,000 jobs", ("construction", "2012-11")),
        ("Workers ages 20 to 24 had 13.1% unemployment in November.", "13.1%", ("workers ages 20 to 24", "2012-11")),
        ("The rate fell to 7.8 percent in November from 8.1 percent in October even though 114,000 jobs were added.",
         "114,000 jobs", (None, None)),
    ],
)  # fmt: skip
def test_a_sector_a_group_and_an_old_month_are_not_the_whole_and_the_new(
    text: str, mention: str, expected: tuple[str | None, str | None]
) -> None:
    found = claims.find_quantities(text, published=date(2012, 12, 8))
    (q,) = [q for q in found if text[q.start : q.end] == mention]
    assert (q.about, q.period) == expected


def test_the_town_of_a_tour_is_not_the_place_of_what_is_said_there() -> None:
    text = "He spoke in Norwood, Ohio, part of a two-day bus tour. “Firms have created 4.4 million jobs,” he said."
    told = claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text]})).set_index("mention")["place"]
    assert told["two-day"] == "Norwood"
    assert pd.isna(told["4.4 million jobs"])


def test_a_weekday_before_a_country_is_no_town_of_it() -> None:
    text = "On Sunday, Peru reported 119 more deaths."
    told = claims.read_quantities(pd.DataFrame({"article_id": ["a"], "text": [text], "published": ["2020-06-21"]}))
    assert list(told.loc[told["mention"].str.startswith("119"), "place"]) == ["PER"]
